/// Algorithms over keys, ready for the hot path: keyed and plain hashes and the derivation of keys.
/// Every algorithm here is fixed for ever, because its results are persisted; a new one gets a new
/// type. Nothing here knows what a key is for.
@NullMarked
package dev.leasehold.crypto.key;

import org.jspecify.annotations.NullMarked;
