/// The token method, `auth/token/`: making, looking up, renewing and revoking tokens, as the docs
/// of Vault's token auth method describe it.
@NullMarked
package dev.leasehold.verticles.auth.token;

import org.jspecify.annotations.NullMarked;
