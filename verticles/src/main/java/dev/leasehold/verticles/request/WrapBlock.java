package dev.leasehold.verticles.request;

import dev.leasehold.crypto.secret.SecretBytes;
import java.time.Instant;

/// The `wrap_info` part of an answer: the single-use token in whose cubbyhole the answer lies.
///
/// @param accessor of that token
/// @param creationPath the request path that was answered
/// @param wrappedAccessor of the token or credential that the answer holds, else empty
public record WrapBlock(
    SecretBytes token,
    String accessor,
    long ttlSeconds,
    Instant creationTime,
    String creationPath,
    String wrappedAccessor) {}
