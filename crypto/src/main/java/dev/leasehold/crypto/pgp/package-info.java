/// OpenPGP keys of operators, to whom unseal keys and root tokens are handed encrypted.
@NullMarked
package dev.leasehold.crypto.pgp;

import org.jspecify.annotations.NullMarked;
