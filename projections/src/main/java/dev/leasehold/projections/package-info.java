/// What the log means: [dev.leasehold.projections.Projections] turns commits into rows, the
/// committed state and head are views of those rows, and the small state is the part of them that
/// every request looks at.
@NullMarked
package dev.leasehold.projections;

import org.jspecify.annotations.NullMarked;
