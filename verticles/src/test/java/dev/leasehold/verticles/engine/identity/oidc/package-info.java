/// Tokens that say who somebody is.
@NullMarked
package dev.leasehold.verticles.engine.identity.oidc;

import org.jspecify.annotations.NullMarked;
