package dev.leasehold.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A program that has people log in at an OIDC provider.
///
/// @param id drawn once; it names the client to others
/// @param secret what it proves itself by; null for a public client, which has none to keep
/// @param redirects where people may be sent back to
/// @param assignments names of those for whom it may ask
/// @param signer the named key of its ID tokens
public record OidcClient(
    String namespace,
    String name,
    String id,
    @Nullable PayloadName secret,
    List<String> redirects,
    List<String> assignments,
    String signer,
    long identityTtlSeconds,
    long accessTtlSeconds) {}
