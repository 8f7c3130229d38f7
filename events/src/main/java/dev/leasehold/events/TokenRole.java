package dev.leasehold.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A role of the token method: what the tokens are like that are created by its name.
///
/// @param pathSuffix put behind the path of its tokens, so that they can be revoked by it
/// @param allowedEntityAliases in lower case, with `*` at an end; null where never given
/// @param parameters of them only the times, limits, addresses and the type are used
public record TokenRole(
    String name,
    boolean orphan,
    boolean renewable,
    String pathSuffix,
    List<String> allowedPolicies,
    List<String> disallowedPolicies,
    List<String> allowedPoliciesGlob,
    List<String> disallowedPoliciesGlob,
    @Nullable List<String> allowedEntityAliases,
    TokenParameters parameters) {}
