package dev.leasehold.verticles.engine.kv;

import dev.leasehold.events.Event;
import dev.leasehold.events.KvEvent;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.kv.KvConfig;
import dev.leasehold.projections.kv.KvMetadata;
import dev.leasehold.projections.kv.KvSecrets;
import dev.leasehold.projections.kv.KvVersion;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.JsonPayload;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Version 2: reading and writing the versions of a secret under `data/`.
final class KvVersions {
  /// How many versions are kept where nobody says.
  private static final int DEFAULT_MAX_VERSIONS = 10;

  List<Route> routes() {
    return List.of(
        Route.at("data/{path...}")
            .fields(
                Field.map("data", "The contents of the data map will be stored and returned"),
                Field.map("options", "Options for writing a KV entry"),
                Field.integer("version", "If provided during a read, that version is returned"))
            .existing((call, state) -> find(call, state) != null)
            .read(this::read)
            .write(this::write)
            .delete(this::delete));
  }

  private static String path(Call call) {
    return call.fields().text("path");
  }

  private static @Nullable KvMetadata find(Call call, View state) {
    return KvSecrets.metadata(state, call.mount().uuid(), path(call));
  }

  /// Whether a version cannot be read, or no longer.
  static boolean gone(KvVersion version, Instant now) {
    return version.destroyed() || (version.deletion() != null && !now.isBefore(version.deletion()));
  }

  private Response read(Call call, View state) {
    if (path(call).isEmpty()) {
      return KvElsewhere.rootOnly();
    }
    KvMetadata metadata = find(call, state);
    if (metadata == null) {
      throw Refusal.notFound();
    }
    long asked = call.fields().integer("version");
    long number = asked <= 0 ? metadata.current() : asked;
    KvVersion version = metadata.versions().get(number);
    if (version == null) {
      throw Refusal.notFound();
    }
    boolean gone = gone(version, call.now());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("data", gone ? null : JsonPayload.read(state, Objects.requireNonNull(version.data())));
    data.put("metadata", KvAnswers.version(state, metadata, number, version));
    return gone ? Response.missing(data) : Response.of(data);
  }

  private Decision write(Call call, View head) {
    if (path(call).isEmpty()) {
      return Decision.of(KvElsewhere.rootOnly());
    }
    if (!call.fields().given("data")) {
      throw Refusal.badRequest("no data provided");
    }
    KvMetadata metadata = find(call, head);
    KvConfig config = KvSecrets.config(head, call.mount().uuid());
    checkAndSet(call, metadata, config);
    Payload payload = JsonPayload.payload(call, FloatNumbers.of(call.fields().map("data")));
    long number = metadata == null ? 1 : metadata.current() + 1;
    long oldest = Math.max(oldest(metadata), number - kept(metadata, config) + 1);
    Instant deletion = deletion(call.now(), metadata, config);
    Event event =
        new KvEvent.VersionWritten(
            call.mount().uuid(), path(call), number, payload.name(), call.now(), deletion, oldest);
    KvVersion version = new KvVersion(call.now(), deletion, false, payload.name());
    Map<String, Object> custom = metadata == null ? null : KvAnswers.custom(head, metadata);
    return Decision.of(Response.of(KvAnswers.version(number, version, custom)), event)
        .bringing(payload)
        .destroying(pruned(metadata, oldest));
  }

  private static long oldest(@Nullable KvMetadata metadata) {
    return metadata == null ? 1 : Math.max(1, metadata.oldest());
  }

  private static long kept(@Nullable KvMetadata metadata, KvConfig config) {
    if (metadata != null && metadata.maxVersions() > 0) {
      return metadata.maxVersions();
    }
    return config.maxVersions() > 0 ? config.maxVersions() : DEFAULT_MAX_VERSIONS;
  }

  /// The shorter of what the mount and the secret say; a negative setting of the mount means never.
  private static @Nullable Instant deletion(
      Instant now, @Nullable KvMetadata metadata, KvConfig config) {
    long mount = config.deleteVersionAfterSeconds();
    long own = metadata == null ? 0 : metadata.deleteVersionAfterSeconds();
    if (mount < 0 || own < 0) {
      return null;
    }
    long after = mount == 0 ? own : own == 0 ? mount : Math.min(mount, own);
    return after == 0 ? null : now.plusSeconds(after);
  }

  private static List<PayloadName> pruned(@Nullable KvMetadata metadata, long oldest) {
    if (metadata == null) {
      return List.of();
    }
    return metadata.versions().headMap(oldest).values().stream()
        .map(KvVersion::data)
        .filter(Objects::nonNull)
        .toList();
  }

  private static void checkAndSet(Call call, @Nullable KvMetadata metadata, KvConfig config) {
    Map<String, Object> options = call.fields().map("options");
    Object cas = options.get("cas");
    boolean required = config.casRequired() || (metadata != null && metadata.casRequired());
    if (cas == null) {
      if (required) {
        throw Refusal.badRequest("check-and-set parameter required for this call");
      }
      return;
    }
    long current = metadata == null ? 0 : metadata.current();
    if (casNumber(cas) != current) {
      throw Refusal.badRequest("check-and-set parameter did not match the current version");
    }
  }

  private static long casNumber(Object cas) {
    try {
      return Long.parseLong(String.valueOf(cas));
    } catch (NumberFormatException notANumber) {
      throw Refusal.badRequest("error parsing check-and-set parameter");
    }
  }

  private Decision delete(Call call, View head) {
    KvMetadata metadata = find(call, head);
    KvVersion current = metadata == null ? null : metadata.versions().get(metadata.current());
    if (metadata == null || current == null || gone(current, call.now())) {
      return Decision.of(Response.nothing());
    }
    return Decision.of(
        Response.nothing(),
        new KvEvent.VersionsDeleted(
            call.mount().uuid(), path(call), List.of(metadata.current()), call.now()));
  }
}
