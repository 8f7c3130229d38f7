/// The engine that makes users in databases and hands them out on lease. Everything here is pure:
/// it plans what is to be done in a database and settles what came of it; the outbound room acts.
@NullMarked
package dev.leasehold.verticles.engine.database;

import org.jspecify.annotations.NullMarked;
