package dev.leasehold.verticles.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags that say what is to be known of a secret. What is not given is not sent.
final class KvMetadataFlags {
  @Option(names = "-max-versions", description = "How many versions to keep.")
  private int maxVersions = -1;

  @Option(
      names = "-cas-required",
      description = "Whether a write must name the version it follows.")
  private @Nullable Boolean casRequired;

  @Option(
      names = "-delete-version-after",
      paramLabel = "DURATION",
      converter = GoDuration.class,
      description = "How long a version lives before it is deleted.")
  private Duration deleteVersionAfter = Duration.ofSeconds(-1);

  @Option(
      names = "-custom-metadata",
      paramLabel = "KEY=VALUE",
      description = "Something to know of the secret; repeatable.")
  private Map<String, String> custom = new LinkedHashMap<>();

  /// Returns the body of the request.
  ///
  /// @param removed the custom names to take away in a merge patch; null where it is none
  Json body(@Nullable List<String> removed) {
    Json.Members body = new Json.Members();
    if (maxVersions >= 0) {
      body.with("max_versions", maxVersions);
    }
    if (!deleteVersionAfter.isNegative()) {
      body.with("delete_version_after", GoDuration.text(deleteVersionAfter));
    }
    if (casRequired != null) {
      body.with("cas_required", casRequired);
    }
    if (removed == null) {
      return custom.isEmpty() ? body : body.with("custom_metadata", Json.texts(custom));
    }
    Json.Members changes = new Json.Members();
    custom.forEach(changes::with);
    removed.forEach(name -> changes.with(name, new Json.Null()));
    return body.with("custom_metadata", changes);
  }
}
