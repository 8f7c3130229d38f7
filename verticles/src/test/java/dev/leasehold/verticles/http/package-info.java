/// Tests of the HTTP room over real sockets.
@NullMarked
package dev.leasehold.verticles.http;

import org.jspecify.annotations.NullMarked;
