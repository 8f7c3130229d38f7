/// Whole servers, driven over real HTTP, with real PostgreSQL servers and real brokers.
@NullMarked
package dev.leasehold.verticles.endtoend;

import org.jspecify.annotations.NullMarked;
