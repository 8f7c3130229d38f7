package dev.leasehold.events;

import java.util.List;

/// For whom clients of OIDC providers may ask: entities, and members of groups.
///
/// @param entities ids, sorted
/// @param groups ids, sorted
public record OidcAssignment(
    String namespace, String name, List<String> entities, List<String> groups) {}
