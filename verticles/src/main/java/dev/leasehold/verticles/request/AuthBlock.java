package dev.leasehold.verticles.request;

import dev.leasehold.crypto.secret.SecretBytes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `auth` part of an answer: a token that was made or renewed.
public record AuthBlock(
    SecretBytes clientToken,
    String accessor,
    List<String> policies,
    List<String> tokenPolicies,
    List<String> identityPolicies,
    @Nullable Map<String, String> metadata,
    long leaseDurationSeconds,
    boolean renewable,
    String entityId,
    String tokenType,
    boolean orphan,
    int numUses) {}
