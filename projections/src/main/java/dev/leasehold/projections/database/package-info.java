/// The database mounts: connections and their versions, roles, and what pins them.
@NullMarked
package dev.leasehold.projections.database;

import org.jspecify.annotations.NullMarked;
