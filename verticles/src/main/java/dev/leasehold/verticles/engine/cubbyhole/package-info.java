/// The cubbyholes: for each token a place of its own, which ends with it.
@NullMarked
package dev.leasehold.verticles.engine.cubbyhole;

import org.jspecify.annotations.NullMarked;
