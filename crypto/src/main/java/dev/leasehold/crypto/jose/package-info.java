/// JSON Web Keys and Tokens: pairs of keys that are drawn, tokens that are signed and checked. The
/// only package that knows jose4j.
@NullMarked
package dev.leasehold.crypto.jose;

import org.jspecify.annotations.NullMarked;
