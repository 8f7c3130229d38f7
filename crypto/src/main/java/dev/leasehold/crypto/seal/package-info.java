/// Who can open the root key. A generation holds the keyring, sealed by the root key, and the root
/// key, wrapped by one seal or more, any of which opens it. Shares are collected here; what is told
/// to whom, and what is written where, is decided elsewhere.
@NullMarked
package dev.leasehold.crypto.seal;

import org.jspecify.annotations.NullMarked;
