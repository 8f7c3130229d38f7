/// What a client shows to prove who it is: the forms that tokens and their accessors have. Whether
/// a proof holds is decided where the state is.
@NullMarked
package dev.leasehold.crypto.proof;

import org.jspecify.annotations.NullMarked;
