/// What the tokens' cubbyholes mean for the rows: objects at paths, and for a wrapping token the
/// answer that it wraps. What an ended token leaves behind is erased in pages.
@NullMarked
package dev.leasehold.projections.cubbyhole;

import org.jspecify.annotations.NullMarked;
