/// Tests of the server as a process.
@NullMarked
package dev.leasehold.verticles.process;

import org.jspecify.annotations.NullMarked;
