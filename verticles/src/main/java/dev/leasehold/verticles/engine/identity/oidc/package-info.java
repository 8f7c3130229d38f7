/// OIDC tokens at `identity/oidc/`: who somebody is, signed for those who trust this server's keys.
@NullMarked
package dev.leasehold.verticles.engine.identity.oidc;

import org.jspecify.annotations.NullMarked;
