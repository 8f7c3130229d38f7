/// The strict binary form in which this module persists its own values: big endian numbers, and
/// bytes and texts preceded by their length. Whatever is read must be understood to its last byte.
@NullMarked
package dev.leasehold.crypto.binary;

import org.jspecify.annotations.NullMarked;
