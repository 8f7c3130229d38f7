/// Records of the journal as bytes, and back. A value has exactly one written form, for ever: field
/// by field in the order of declaration, nothing left out, nothing added. What is read must have
/// that form; all else is a [dev.leasehold.events.CorruptLog]. The package knows nothing of keys,
/// ciphers or offsets.
@NullMarked
package dev.leasehold.events.codec;

import org.jspecify.annotations.NullMarked;
