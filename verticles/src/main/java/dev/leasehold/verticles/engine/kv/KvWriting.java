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
import dev.leasehold.verticles.request.FieldType;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.request.Undecodable;
import dev.leasehold.verticles.route.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Version 2: a new version of a secret, of given data or of the last version's with a patch.
final class KvWriting {
  /// How many versions are kept where nobody says.
  private static final long DEFAULT_MAX_VERSIONS = 10;

  Decision write(Call call, View head) {
    refuseWithoutData(call);
    KvMetadata metadata = KvVersions.find(call, head);
    KvConfig config = KvSecrets.config(head, call.mount().uuid());
    checkAndSet(call, metadata, config);
    return written(call, head, metadata, config, call.fields().map("data"));
  }

  Decision patch(Call call, View head) {
    refuseWithoutData(call);
    KvMetadata metadata = KvVersions.find(call, head);
    if (metadata == null) {
      return Decision.of(Response.absent());
    }
    KvConfig config = KvSecrets.config(head, call.mount().uuid());
    checkAndSet(call, metadata, config);
    long number = metadata.current();
    KvVersion version = metadata.versions().get(number);
    if (version == null) {
      return Decision.of(Response.absent());
    }
    if (KvVersions.gone(version, call.now())) {
      return Decision.of(Response.missing(KvAnswers.version(head, metadata, number, version)));
    }
    Map<String, Object> before = KvVersions.content(call, head, number, version);
    return written(
        call, head, metadata, config, MergePatch.applied(before, call.fields().map("data")));
  }

  private static void refuseWithoutData(Call call) {
    if (!call.fields().given("data")) {
      throw Refusal.badRequest("no data provided");
    }
  }

  private static Decision written(
      Call call,
      View head,
      @Nullable KvMetadata metadata,
      KvConfig config,
      Map<String, Object> data) {
    Payload payload = JsonPayload.payload(call, FloatNumbers.of(data));
    long number = metadata == null ? 1 : metadata.current() + 1;
    long oldest = oldest(metadata, config, number);
    Instant deletion = deletion(call.now(), metadata, config);
    KvVersion version = new KvVersion(call.now(), deletion, false, payload.name());
    Map<String, Object> custom = metadata == null ? null : KvAnswers.custom(head, metadata);
    return Decision.of(
            Response.of(KvAnswers.version(number, version, custom)),
            new KvEvent.VersionWritten(
                call.mount().uuid(),
                KvVersions.path(call),
                number,
                payload.name(),
                call.now(),
                deletion,
                oldest))
        .bringing(payload)
        .destroying(pruned(metadata, oldest));
  }

  /// Moves only when there are too many: a limit that is raised brings nothing back.
  private static long oldest(@Nullable KvMetadata metadata, KvConfig config, long number) {
    long before = metadata == null ? 0 : metadata.oldest();
    long kept =
        Math.max(
            metadata == null ? 0 : Integer.toUnsignedLong(metadata.maxVersions()),
            Integer.toUnsignedLong(config.maxVersions()));
    long most = kept > 0 ? kept : DEFAULT_MAX_VERSIONS;
    return number - before >= most ? number - most + 1 : before;
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

  /// When a version that begins now is deleted: the sooner of what the mount and the secret say; a
  /// negative setting of the mount means never.
  static @Nullable Instant deletion(Instant now, @Nullable KvMetadata metadata, KvConfig config) {
    long mount = config.deleteVersionAfterSeconds();
    long own = metadata == null ? 0 : metadata.deleteVersionAfterSeconds();
    if (mount < 0) {
      return null;
    }
    long after = mount == 0 ? own : own == 0 ? mount : Math.min(mount, own);
    return after == 0 ? null : now.plusSeconds(after);
  }

  private static void checkAndSet(Call call, @Nullable KvMetadata metadata, KvConfig config) {
    Map<String, Object> options = call.fields().map("options");
    if (!options.containsKey("cas")) {
      if (config.casRequired() || (metadata != null && metadata.casRequired())) {
        throw Refusal.badRequest("check-and-set parameter required for this call");
      }
      return;
    }
    long current = metadata == null ? 0 : metadata.current();
    if (casNumber(options.get("cas")) != current) {
      throw Refusal.badRequest("check-and-set parameter did not match the current version");
    }
  }

  private static long casNumber(@Nullable Object cas) {
    try {
      return Objects.requireNonNull((Long) FieldType.INTEGER.decode(cas));
    } catch (Undecodable notANumber) {
      throw Refusal.badRequest("error parsing check-and-set parameter");
    }
  }
}
