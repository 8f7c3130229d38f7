/// Given what has happened, when this call comes, then these events and this answer.
@NullMarked
package dev.leasehold.verticles.engine.database;

import org.jspecify.annotations.NullMarked;
