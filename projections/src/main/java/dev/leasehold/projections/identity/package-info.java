/// Entities, groups and their aliases: by id, by name, by the mount that they log in at, and who is
/// in what.
@NullMarked
package dev.leasehold.projections.identity;

import org.jspecify.annotations.NullMarked;
