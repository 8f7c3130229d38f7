/// The keys and roles by which the identity engine signs OIDC tokens.
@NullMarked
package dev.leasehold.projections.oidc;

import org.jspecify.annotations.NullMarked;
