/// The configuration of the GitHub mounts.
@NullMarked
package dev.leasehold.projections.github;

import org.jspecify.annotations.NullMarked;
