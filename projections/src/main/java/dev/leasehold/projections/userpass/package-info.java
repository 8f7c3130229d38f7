/// The users of the userpass mounts.
@NullMarked
package dev.leasehold.projections.userpass;

import org.jspecify.annotations.NullMarked;
