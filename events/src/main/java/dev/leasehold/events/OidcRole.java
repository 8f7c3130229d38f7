package dev.leasehold.events;

/// What tokens of the identity engine are made by.
///
/// @param signer the named key
/// @param template of claims, a JSON text with templates, or empty
/// @param client the audience
public record OidcRole(
    String namespace,
    String name,
    String signer,
    String template,
    long ttlSeconds,
    String client) {}
