package dev.leasehold.verticles.engine.kv;

import dev.leasehold.events.KvEvent;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.kv.KvConfig;
import dev.leasehold.projections.kv.KvMetadata;
import dev.leasehold.projections.kv.KvSecrets;
import dev.leasehold.projections.kv.KvVersion;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Version 2: `delete/`, `undelete/` and `destroy/` of versions by number. What is destroyed is
/// erased for ever; what is deleted is only marked.
final class KvVersionMarks {
  private static final Field VERSIONS =
      Field.integerList("versions", "The versions to act on, by number");

  List<Route> routes() {
    return List.of(
        Route.at("delete/{path...}").fields(VERSIONS).write(this::delete),
        Route.at("undelete/{path...}").fields(VERSIONS).write(this::undelete),
        Route.at("destroy/{path...}").fields(VERSIONS).write(this::destroy));
  }

  private Decision delete(Call call, View head) {
    List<Long> versions =
        marked(
            call,
            head,
            "No version number provided",
            version -> !KvVersions.gone(version, call.now()));
    return decided(
        versions,
        new KvEvent.VersionsDeleted(call.mount().uuid(), path(call), versions, call.now()));
  }

  /// What is undeleted lives as long as if it were written now.
  private Decision undelete(Call call, View head) {
    KvMetadata metadata = find(call, head);
    KvConfig config = KvSecrets.config(head, call.mount().uuid());
    Instant deletion = KvWriting.deletion(call.now(), metadata, config);
    List<Long> versions =
        marked(
            call,
            head,
            "No version number provided",
            version -> !version.destroyed() && (version.deletion() != null || deletion != null));
    if (versions.isEmpty()) {
      return Decision.of(Response.nothing());
    }
    String mount = call.mount().uuid();
    List<KvEvent> events = new ArrayList<>();
    events.add(new KvEvent.VersionsUndeleted(mount, path(call), versions));
    if (deletion != null) {
      events.add(new KvEvent.VersionsDeleted(mount, path(call), versions, deletion));
    }
    return Decision.of(Response.nothing(), events);
  }

  private Decision destroy(Call call, View head) {
    List<Long> versions =
        marked(call, head, "no version number provided", version -> !version.destroyed());
    List<PayloadName> payloads = new ArrayList<>();
    KvMetadata metadata = find(call, head);
    for (long number : versions) {
      KvVersion version = metadata == null ? null : metadata.versions().get(number);
      if (version != null && version.data() != null) {
        payloads.add(version.data());
      }
    }
    return decided(
            versions, new KvEvent.VersionDestroyed(call.mount().uuid(), path(call), versions))
        .destroying(payloads);
  }

  private static Decision decided(List<Long> versions, KvEvent event) {
    return versions.isEmpty()
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), event);
  }

  /// Those of the asked versions that exist and for which the act means something.
  private static List<Long> marked(Call call, View head, String refusal, Predicate<KvVersion> fit) {
    List<Long> asked = call.fields().integers("versions");
    if (asked.isEmpty()) {
      throw Refusal.badRequest(refusal);
    }
    KvMetadata metadata = find(call, head);
    List<Long> found = new ArrayList<>();
    for (long number : asked) {
      KvVersion version = metadata == null ? null : metadata.versions().get(number);
      if (version != null && fit.test(version) && !found.contains(number)) {
        found.add(number);
      }
    }
    return found;
  }

  private static @org.jspecify.annotations.Nullable KvMetadata find(Call call, View head) {
    return KvSecrets.metadata(head, call.mount().uuid(), path(call));
  }

  private static String path(Call call) {
    return call.fields().text("path");
  }
}
