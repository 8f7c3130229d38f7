package dev.leasehold.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Someone or something that logs in, under as many aliases as it likes.
///
/// @param id a UUID that is never reused
/// @param name unique in its namespace but for case
/// @param metadata null where none was ever given, which clients see
/// @param policies what its tokens may do beside their own policies; never root
/// @param disabled its tokens are refused, though not revoked
/// @param merged ids of the entities that were merged into this one
public record Entity(
    String namespace,
    String id,
    String name,
    @Nullable Map<String, String> metadata,
    List<String> policies,
    boolean disabled,
    List<String> merged,
    Instant created,
    Instant updated) {}
