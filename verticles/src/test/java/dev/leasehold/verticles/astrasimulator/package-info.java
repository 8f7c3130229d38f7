/// Tests of the simulator of Astra's DevOps API, over HTTP.
@NullMarked
package dev.leasehold.verticles.astrasimulator;

import org.jspecify.annotations.NullMarked;
