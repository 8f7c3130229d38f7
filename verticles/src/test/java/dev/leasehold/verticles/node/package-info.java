/// Tests of a node as a whole.
@NullMarked
package dev.leasehold.verticles.node;

import org.jspecify.annotations.NullMarked;
