package dev.leasehold.verticles.engine.kv;

import dev.leasehold.events.KvEvent;
import dev.leasehold.events.PayloadName;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Version 2: `delete/`, `undelete/` and `destroy/` of versions by number. What is destroyed is
/// erased for ever; what is deleted is only marked.
final class KvVersionMarks {
  private static final Field VERSIONS =
      Field.commaList("versions", "The versions to act on, by number");

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

  private Decision undelete(Call call, View head) {
    List<Long> versions =
        marked(
            call,
            head,
            "No version number provided",
            version -> !version.destroyed() && version.deletion() != null);
    return decided(
        versions, new KvEvent.VersionsUndeleted(call.mount().uuid(), path(call), versions));
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
    List<String> asked = call.fields().list("versions");
    if (asked.isEmpty()) {
      throw Refusal.badRequest(refusal);
    }
    KvMetadata metadata = find(call, head);
    List<Long> found = new ArrayList<>();
    for (String text : asked) {
      long number = number(text);
      KvVersion version = metadata == null ? null : metadata.versions().get(number);
      if (version != null && fit.test(version) && !found.contains(number)) {
        found.add(number);
      }
    }
    return found;
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notANumber) {
      throw Refusal.badRequest(
          "Field validation failed: error converting input ["
              + text
              + "] for field \"versions\": 1 error(s) decoding:\n\n* cannot parse '[0]' as int:"
              + " strconv.ParseInt: parsing \""
              + text
              + "\": invalid syntax");
    }
  }

  private static @org.jspecify.annotations.Nullable KvMetadata find(Call call, View head) {
    return KvSecrets.metadata(head, call.mount().uuid(), path(call));
  }

  private static String path(Call call) {
    return call.fields().text("path");
  }
}
