package dev.leasehold.verticles.engine.kv;

import dev.leasehold.projections.kv.KvMetadata;
import dev.leasehold.projections.kv.KvSecrets;
import dev.leasehold.projections.kv.KvVersion;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.JsonPayload;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Version 2: `subkeys/`, the names in a secret without their values.
final class KvSubkeys {

  List<Route> routes() {
    return List.of(
        Route.at("subkeys/{path...}")
            .fields(
                Field.integer("version", "Specifies which version to retrieve"),
                Field.integer("depth", "The maximum depth to traverse, 0 for no limit"))
            .read(this::read));
  }

  private Response read(Call call, View state) {
    String path = call.fields().text("path");
    KvMetadata metadata = KvSecrets.metadata(state, call.mount().uuid(), path);
    if (metadata == null) {
      throw Refusal.notFound();
    }
    long asked = call.fields().integer("version");
    long number = asked <= 0 ? metadata.current() : asked;
    KvVersion version = metadata.versions().get(number);
    if (version == null) {
      throw Refusal.notFound();
    }
    boolean gone = KvVersions.gone(version, call.now());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("metadata", KvAnswers.version(state, metadata, number, version));
    data.put(
        "subkeys",
        gone
            ? null
            : names(
                JsonPayload.read(state, Objects.requireNonNull(version.data())),
                call.fields().integer("depth"),
                1));
    return gone ? Response.missing(data) : Response.of(data);
  }

  /// The same object with null for every value that is no object, is an empty one, or lies deeper
  /// than is asked for.
  private static Map<String, Object> names(Map<?, ?> object, int most, int depth) {
    Map<String, Object> names = new LinkedHashMap<>();
    object.forEach((name, value) -> {
      boolean deeper = most == 0 || depth + 1 <= most;
      names.put(
          String.valueOf(name),
          deeper && value instanceof Map<?, ?> inner && !inner.isEmpty()
              ? names(inner, most, depth + 1)
              : null);
    });
    return names;
  }
}
