package dev.leasehold.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client of an OIDC provider may exchange for tokens, once.
///
/// @param id HMAC of the code's text
/// @param client the id of the client
/// @param authenticated when the person logged in, where the client asked for that
/// @param challenge what the client must show the verifier of, or null
/// @param hashed whether the challenge is the hash of its verifier
public record OidcCode(
    String id,
    String namespace,
    String provider,
    String client,
    String entity,
    String redirect,
    String nonce,
    List<String> scopes,
    @Nullable Instant authenticated,
    @Nullable String challenge,
    boolean hashed,
    Instant expires) {}
