package dev.leasehold.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The name of an entity, or of an external group, on one auth mount.
///
/// @param owner id of the entity or group
/// @param mountAccessor the mount, by what never changes of it
/// @param name unique on its mount but for case, for entities and groups each
/// @param metadata what the auth method told at the last login, null for nothing
/// @param customMetadata what clients keep with it, null where never given
/// @param mergedFrom ids of the entities that had it before they were merged away
public record IdentityAlias(
    String namespace,
    String id,
    String owner,
    String mountAccessor,
    String name,
    @Nullable Map<String, String> metadata,
    @Nullable Map<String, String> customMetadata,
    List<String> mergedFrom,
    boolean local,
    Instant created,
    Instant updated) {}
