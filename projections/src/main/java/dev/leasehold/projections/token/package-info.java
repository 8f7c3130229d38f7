/// The tokens: by id, accessor, parent, path and time of expiry, and whether one is live.
@NullMarked
package dev.leasehold.projections.token;

import org.jspecify.annotations.NullMarked;
