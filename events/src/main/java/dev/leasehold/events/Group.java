package dev.leasehold.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A group of entities and groups, whose policies its members have.
///
/// @param id a UUID that is never reused
/// @param name unique in its namespace but for case
/// @param type `internal`, whose members are written, or `external`, whose members log in with its
///   alias
/// @param policies null where never given, which clients see; never root
/// @param metadata null where never given
public record Group(
    String namespace,
    String id,
    String name,
    String type,
    @Nullable List<String> policies,
    @Nullable Map<String, String> metadata,
    Instant created,
    Instant updated) {}
