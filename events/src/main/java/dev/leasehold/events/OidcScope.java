package dev.leasehold.events;

/// What clients of OIDC providers may ask for.
///
/// @param template of claims, a JSON text with templates, or empty
public record OidcScope(String namespace, String name, String template, String description) {}
