/// The node as a whole: what it stores where, how it is initialized, unsealed and sealed, and which
/// rooms it opens when it is unsealed.
@NullMarked
package dev.leasehold.verticles.node;

import org.jspecify.annotations.NullMarked;
