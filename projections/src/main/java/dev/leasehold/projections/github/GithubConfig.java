package dev.leasehold.projections.github;

import dev.leasehold.events.TokenParameters;

/// The configuration of a GitHub mount as it is now.
///
/// @param organizationId 0 where it is not known yet
/// @param baseUrl empty for GitHub itself
public record GithubConfig(
    String organization, long organizationId, String baseUrl, TokenParameters parameters) {}
