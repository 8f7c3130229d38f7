/// The mounts for Astra DB: organizations and their versions, roles, tokens and by what they are
/// found.
@NullMarked
package dev.leasehold.projections.astra;

import org.jspecify.annotations.NullMarked;
