/// Tests of the expiry room, and what lets a simulation drive it.
@NullMarked
package dev.leasehold.verticles.expiry;

import org.jspecify.annotations.NullMarked;
