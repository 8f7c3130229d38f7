package dev.leasehold.verticles.engine.kv;

import dev.leasehold.events.KvEvent;
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

/// Version 2: the versions of a secret under `data/`.
final class KvVersions {
  private final KvWriting writing = new KvWriting();

  List<Route> routes() {
    return List.of(
        Route.at("data/{path...}")
            .fields(
                Field.map("data", "The contents of the data map will be stored and returned")
                    .keptSecret(),
                Field.map("options", "Options for writing a KV entry"),
                Field.integer("version", "If provided during a read, that version is returned"))
            .existing((call, state) -> find(call, state) != null)
            .read(this::read)
            .write(writing::write)
            .patch(writing::patch)
            .delete(this::delete));
  }

  static String path(Call call) {
    return call.fields().text("path");
  }

  static @Nullable KvMetadata find(Call call, View state) {
    return KvSecrets.metadata(state, call.mount().uuid(), path(call));
  }

  /// Whether a version cannot be read, or no longer.
  static boolean gone(KvVersion version, Instant now) {
    return version.destroyed() || (version.deletion() != null && !now.isBefore(version.deletion()));
  }

  private Response read(Call call, View state) {
    if (namesNothing(call)) {
      return KvElsewhere.answer(call, "get");
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
    data.put("data", gone ? null : content(call, state, number, version));
    data.put("metadata", KvAnswers.version(state, metadata, number, version));
    return gone ? Response.missing(data) : Response.of(data);
  }

  /// The data of a version that is there. What was written before an upgrade is as exact as version
  /// 1 keeps numbers, and reads like any other.
  static Map<String, Object> content(Call call, View state, long number, KvVersion version) {
    Map<String, Object> data = JsonPayload.read(state, Objects.requireNonNull(version.data()));
    boolean exact = number == 1 && KvSecrets.upgraded(state, call.mount().uuid());
    return exact ? FloatNumbers.of(data) : data;
  }

  /// A path that is empty or ends in a slash is none of a secret.
  private static boolean namesNothing(Call call) {
    return path(call).isEmpty() || path(call).endsWith("/");
  }

  private Decision delete(Call call, View head) {
    if (namesNothing(call)) {
      return Decision.of(KvElsewhere.answer(call, "delete"));
    }
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
