package dev.leasehold.verticles.engine.kv;

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
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Version 2: `metadata/` of a secret, its LIST, and `config` of the mount.
final class KvMetadataRoutes {
  /// The most members of custom metadata, and the most characters of a key and of a value.
  private static final int MAX_CUSTOM = 64;

  private static final int MAX_CUSTOM_KEY = 128;
  private static final int MAX_CUSTOM_VALUE = 512;

  private static final Field MAX_VERSIONS =
      Field.integer("max_versions", "The number of versions to keep");
  private static final Field CAS_REQUIRED =
      Field.flag("cas_required", "If true the key will require the cas parameter");
  private static final Field DELETE_AFTER =
      Field.signedSeconds("delete_version_after", "How long a version is kept");

  List<Route> routes() {
    return List.of(
        Route.at("config")
            .fields(MAX_VERSIONS, CAS_REQUIRED, DELETE_AFTER)
            .read(this::readConfig)
            .write(this::writeConfig),
        Route.at("metadata/{path...}")
            .fields(
                MAX_VERSIONS,
                CAS_REQUIRED,
                DELETE_AFTER,
                Field.map("custom_metadata", "User-provided key-value pairs"))
            .existing((call, state) -> find(call, state) != null)
            .read(this::read)
            .list(this::list)
            .write(this::write)
            .delete(this::delete));
  }

  private static String path(Call call) {
    return call.fields().text("path");
  }

  private static @Nullable KvMetadata find(Call call, View state) {
    return KvSecrets.metadata(state, call.mount().uuid(), path(call));
  }

  private Response readConfig(Call call, View state) {
    KvConfig config = KvSecrets.config(state, call.mount().uuid());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("cas_required", config.casRequired());
    data.put("delete_version_after", KvAnswers.duration(config.deleteVersionAfterSeconds()));
    data.put("max_versions", config.maxVersions());
    return Response.of(data);
  }

  private Decision writeConfig(Call call, View head) {
    KvConfig old = KvSecrets.config(head, call.mount().uuid());
    Fields fields = call.fields();
    return Decision.of(
        Response.nothing(),
        new KvEvent.KvConfigured(
            call.mount().uuid(),
            fields.given("max_versions") ? fields.integer("max_versions") : old.maxVersions(),
            fields.given("cas_required") ? fields.flag("cas_required") : old.casRequired(),
            fields.given("delete_version_after")
                ? fields.seconds("delete_version_after")
                : old.deleteVersionAfterSeconds()));
  }

  private Response read(Call call, View state) {
    if (path(call).isEmpty()) {
      return KvElsewhere.rootOnly();
    }
    KvMetadata metadata = find(call, state);
    if (metadata == null) {
      throw Refusal.notFound();
    }
    return Response.of(KvAnswers.metadata(state, metadata));
  }

  private Response list(Call call, View state) {
    return KvPlain.listed(
        KvSecrets.list(state, call.mount().uuid(), path(call), KvPlain.MAX_LISTED));
  }

  private Decision write(Call call, View head) {
    if (path(call).isEmpty()) {
      return Decision.of(KvElsewhere.rootOnly());
    }
    Fields fields = call.fields();
    boolean given =
        fields.given("max_versions")
            || fields.given("cas_required")
            || fields.given("delete_version_after")
            || fields.given("custom_metadata");
    if (!given) {
      return Decision.of(Response.nothing());
    }
    KvMetadata old = find(call, head);
    PayloadName oldCustom = old == null ? null : old.customMetadata();
    Payload custom = fields.given("custom_metadata") ? custom(call) : null;
    KvEvent event =
        new KvEvent.MetadataWritten(
            call.mount().uuid(),
            path(call),
            fields.given("max_versions")
                ? fields.integer("max_versions")
                : old == null ? 0 : old.maxVersions(),
            fields.given("cas_required")
                ? fields.flag("cas_required")
                : old != null && old.casRequired(),
            fields.given("delete_version_after")
                ? fields.seconds("delete_version_after")
                : old == null ? 0 : old.deleteVersionAfterSeconds(),
            custom == null ? oldCustom : custom.name(),
            call.now());
    Decision decision = Decision.of(Response.nothing(), event);
    return custom == null
        ? decision
        : decision.bringing(custom).destroying(oldCustom == null ? List.of() : List.of(oldCustom));
  }

  private static Payload custom(Call call) {
    Map<String, Object> given = call.fields().map("custom_metadata");
    if (given.size() > MAX_CUSTOM) {
      throw Refusal.counted(
          Refusal.Kind.BAD_REQUEST,
          "custom_metadata validation failed: payload must contain at most "
              + MAX_CUSTOM
              + " keys, provided "
              + given.size());
    }
    Map<String, Object> texts = new LinkedHashMap<>();
    given.forEach((name, value) -> {
      String text = value == null ? "" : String.valueOf(value);
      refuseTooLong(name, text);
      texts.put(name, text);
    });
    return JsonPayload.payload(call, texts);
  }

  private static void refuseTooLong(String name, String value) {
    if (name.length() > MAX_CUSTOM_KEY) {
      throw Refusal.counted(
          Refusal.Kind.BAD_REQUEST,
          "custom_metadata validation failed: length of key \""
              + name
              + "\" is "
              + name.length()
              + " but must be 0 < len(key) <= "
              + MAX_CUSTOM_KEY);
    }
    if (value.isEmpty() || value.length() > MAX_CUSTOM_VALUE) {
      throw Refusal.counted(
          Refusal.Kind.BAD_REQUEST,
          "custom_metadata validation failed: length of value for key \""
              + name
              + "\" is "
              + value.length()
              + " but must be 0 < len(value) <= "
              + MAX_CUSTOM_VALUE);
    }
  }

  private Decision delete(Call call, View head) {
    KvMetadata metadata = find(call, head);
    if (metadata == null) {
      return Decision.of(Response.nothing());
    }
    List<PayloadName> payloads =
        new ArrayList<>(
            metadata.versions().values().stream()
                .map(KvVersion::data)
                .filter(Objects::nonNull)
                .toList());
    if (metadata.customMetadata() != null) {
      payloads.add(metadata.customMetadata());
    }
    return Decision.of(
            Response.nothing(), new KvEvent.MetadataDeleted(call.mount().uuid(), path(call)))
        .destroying(payloads);
  }
}
