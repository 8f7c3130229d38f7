/// The configuration, users and groups of the Okta mounts.
@NullMarked
package dev.leasehold.projections.okta;

import org.jspecify.annotations.NullMarked;
