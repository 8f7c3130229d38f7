/// Tests of the engine at `sys/`.
@NullMarked
package dev.leasehold.verticles.engine.sys;

import org.jspecify.annotations.NullMarked;
