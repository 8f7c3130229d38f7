package dev.leasehold.events;

import java.util.List;

/// An OIDC provider, as written.
///
/// @param issuer empty for the address of this server
/// @param clients ids of the clients that may use it; `*` for all
/// @param scopes names of those that may be asked for
public record OidcProvider(
    String namespace, String name, String issuer, List<String> clients, List<String> scopes) {}
