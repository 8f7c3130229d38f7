/// Tests of a node as a whole.
@NullMarked
package dev.leasehold.verticles.telemetry;

import org.jspecify.annotations.NullMarked;
