/// What stands between a disk and its reader: keys by number, the sealing of journal records and of
/// rows, the blinding of names, and the splitting of a secret into shares. Everything sealed is
/// bound to its place, so that moved, cut or changed bytes do not open. Nobody outside passes a
/// nonce.
@NullMarked
package dev.leasehold.crypto.barrier;

import org.jspecify.annotations.NullMarked;
