/// The cert method: logins by the certificate that a client shows in the TLS handshake, as the docs
/// of Vault's TLS certificates auth method describe it.
@NullMarked
package dev.leasehold.verticles.auth.cert;

import org.jspecify.annotations.NullMarked;
