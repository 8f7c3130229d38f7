package dev.leasehold.verticles.engine.kv;

import dev.leasehold.projections.kv.KvMetadata;
import dev.leasehold.projections.kv.KvVersion;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.JsonPayload;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What clients are told of versions and metadata.
final class KvAnswers {
  private KvAnswers() {}

  /// The metadata of one version, as it stands beside its data and answers a write.
  static Map<String, Object> version(
      View state, KvMetadata metadata, long number, KvVersion version) {
    return version(number, version, custom(state, metadata));
  }

  static Map<String, Object> version(
      long number, KvVersion version, @Nullable Map<String, Object> custom) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("created_time", version.created());
    data.put("custom_metadata", custom);
    data.put("deletion_time", time(version.deletion()));
    data.put("destroyed", version.destroyed());
    data.put("version", number);
    return data;
  }

  /// The whole metadata of a secret.
  static Map<String, Object> metadata(View state, KvMetadata metadata) {
    Map<String, Object> versions = new LinkedHashMap<>();
    metadata
        .versions()
        .forEach((number, version) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("created_time", version.created());
          one.put("deletion_time", time(version.deletion()));
          one.put("destroyed", version.destroyed());
          versions.put(String.valueOf(number), one);
        });
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("cas_required", metadata.casRequired());
    data.put("created_time", metadata.created());
    data.put("current_version", metadata.current());
    data.put("custom_metadata", custom(state, metadata));
    data.put("delete_version_after", duration(metadata.deleteVersionAfterSeconds()));
    data.put("max_versions", Integer.toUnsignedLong(metadata.maxVersions()));
    data.put("oldest_version", metadata.oldest());
    data.put("updated_time", metadata.updated());
    data.put("versions", versions);
    return data;
  }

  static @Nullable Map<String, Object> custom(View state, KvMetadata metadata) {
    return metadata.customMetadata() == null
        ? null
        : JsonPayload.read(state, metadata.customMetadata());
  }

  private static Object time(@Nullable Instant time) {
    return time == null ? "" : time;
  }

  /// A number of seconds as Go's `Duration` prints it: `30m0s`, `0s`.
  static String duration(long seconds) {
    long left = Math.abs(seconds);
    Duration duration = Duration.ofSeconds(left);
    StringBuilder text = new StringBuilder(seconds < 0 ? "-" : "");
    if (duration.toHours() > 0) {
      text.append(duration.toHours()).append('h');
    }
    if (left >= 60) {
      text.append(duration.toMinutesPart()).append('m');
    }
    return text.append(duration.toSecondsPart()).append('s').toString();
  }
}
