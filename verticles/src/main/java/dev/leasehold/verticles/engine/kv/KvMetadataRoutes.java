package dev.leasehold.verticles.engine.kv;

import dev.leasehold.events.KvEvent;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Version 2: `metadata/` of a secret, and the LIST of secrets.
final class KvMetadataRoutes {
  private static final String CUSTOM = "custom_metadata";

  List<Route> routes() {
    return List.of(
        Route.at("metadata/{path...}")
            .fields(
                Field.integer("max_versions", "The number of versions to keep"),
                Field.flag("cas_required", "If true the key will require the cas parameter"),
                Field.seconds("delete_version_after", "How long a version is kept"),
                Field.map(CUSTOM, "User-provided key-value pairs"))
            .existing((call, state) -> KvVersions.find(call, state) != null)
            .read(this::read)
            .list(this::list)
            .write(this::write)
            .patch(this::patch)
            .delete(this::delete));
  }

  private Response read(Call call, View state) {
    KvMetadata metadata = KvVersions.find(call, state);
    if (metadata == null) {
      throw Refusal.notFound();
    }
    return Response.of(KvAnswers.metadata(state, metadata));
  }

  private Response list(Call call, View state) {
    return KvPlain.listed(
        KvSecrets.list(state, call.mount().uuid(), KvVersions.path(call), KvPlain.MAX_LISTED));
  }

  private Decision write(Call call, View head) {
    Fields fields = call.fields();
    boolean given =
        fields.given("max_versions")
            || fields.given("cas_required")
            || fields.given("delete_version_after")
            || fields.given(CUSTOM);
    if (!given) {
      return Decision.of(Response.nothing());
    }
    Map<String, String> custom = KvCustom.read(fields.map(CUSTOM), false);
    KvMetadata old = KvVersions.find(call, head);
    Custom kept = fields.given(CUSTOM) ? replaced(call, custom) : new Custom(customOf(old), null);
    return written(call, head, old, kept);
  }

  private Decision patch(Call call, View head) {
    Map<String, Object> given = call.fields().map(CUSTOM);
    KvCustom.read(given, true);
    KvMetadata old = KvVersions.find(call, head);
    if (old == null) {
      return Decision.of(Response.absent());
    }
    Custom kept = new Custom(old.customMetadata(), null);
    if (call.fields().given(CUSTOM)) {
      boolean cleared = call.request().data().get(CUSTOM) == null;
      Map<String, Object> before = cleared ? null : KvAnswers.custom(head, old);
      Map<String, Object> merged = MergePatch.applied(before == null ? Map.of() : before, given);
      kept = replaced(call, KvCustom.read(merged, false));
    }
    return written(call, head, old, kept);
  }

  /// What becomes of the custom metadata.
  ///
  /// @param name where it is from now on, null for nowhere
  /// @param brought what comes with the decision, null where nothing changes or nothing is left
  private record Custom(@Nullable PayloadName name, @Nullable Payload brought) {}

  private static Custom replaced(Call call, Map<String, String> texts) {
    if (texts.isEmpty()) {
      return new Custom(null, null);
    }
    Payload payload = JsonPayload.payload(call, texts);
    return new Custom(payload.name(), payload);
  }

  private static @Nullable PayloadName customOf(@Nullable KvMetadata metadata) {
    return metadata == null ? null : metadata.customMetadata();
  }

  private static Decision written(Call call, View head, @Nullable KvMetadata old, Custom custom) {
    Fields fields = call.fields();
    KvEvent event =
        new KvEvent.MetadataWritten(
            call.mount().uuid(),
            KvVersions.path(call),
            fields.given("max_versions")
                ? fields.integer("max_versions")
                : old == null ? 0 : old.maxVersions(),
            fields.given("cas_required")
                ? fields.flag("cas_required")
                : old != null && old.casRequired(),
            fields.given("delete_version_after")
                ? fields.seconds("delete_version_after")
                : old == null ? 0 : old.deleteVersionAfterSeconds(),
            custom.name(),
            old == null ? call.now() : old.updated());
    Decision decision = Decision.of(answer(call, head), event);
    Payload brought = custom.brought();
    PayloadName before = customOf(old);
    boolean gone = before != null && !before.equals(custom.name());
    return (brought == null ? decision : decision.bringing(brought))
        .destroying(gone ? List.of(before) : List.of());
  }

  private static Response answer(Call call, View head) {
    Fields fields = call.fields();
    boolean vain =
        fields.given("cas_required")
            && !fields.flag("cas_required")
            && KvSecrets.config(head, call.mount().uuid()).casRequired();
    return vain
        ? Response.nothing()
            .warned(
                List.of(
                    "\"cas_required\" set to false, but is mandated by backend config. This value"
                        + " will be ignored."))
        : Response.nothing();
  }

  /// Erases all that there was of the secret.
  private Decision delete(Call call, View head) {
    KvMetadata metadata = KvVersions.find(call, head);
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
            Response.nothing(),
            new KvEvent.MetadataDeleted(call.mount().uuid(), KvVersions.path(call)))
        .destroying(payloads);
  }
}
