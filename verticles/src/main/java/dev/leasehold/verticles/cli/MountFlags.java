package dev.leasehold.verticles.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags that describe a mount, shared by `enable` and `tune` of engines and auth methods. What
/// is not given is not sent.
final class MountFlags {
  @Option(names = "-description", description = "What it is for, for people.")
  private @Nullable String description;

  @Option(
      names = "-default-lease-ttl",
      paramLabel = "DURATION",
      converter = GoDuration.class,
      description = "How long its leases live, if nobody says otherwise.")
  private Duration defaultLeaseTtl = Duration.ZERO;

  @Option(
      names = "-max-lease-ttl",
      paramLabel = "DURATION",
      converter = GoDuration.class,
      description = "How long its leases may live at most.")
  private Duration maxLeaseTtl = Duration.ZERO;

  @Option(
      names = "-audit-non-hmac-request-keys",
      description = "A request key that the audit shows in clear; repeatable.")
  private @Nullable List<String> clearRequestKeys;

  @Option(
      names = "-audit-non-hmac-response-keys",
      description = "An answer key that the audit shows in clear; repeatable.")
  private @Nullable List<String> clearResponseKeys;

  @Option(names = "-listing-visibility", description = "Who sees it in listings.")
  private @Nullable String listingVisibility;

  @Option(
      names = "-passthrough-request-headers",
      description = "A request header that it may see; repeatable.")
  private @Nullable List<String> passthroughRequestHeaders;

  @Option(
      names = "-allowed-response-headers",
      description = "An answer header that it may set; repeatable.")
  private @Nullable List<String> allowedResponseHeaders;

  @Option(names = "-plugin-version", description = "The version of its plugin.")
  private @Nullable String pluginVersion;

  @Option(names = "-options", paramLabel = "KEY=VALUE", description = "An option; repeatable.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(names = "-version", description = "The version of the engine (kv: 1 or 2).")
  private int version;

  /// Returns the body that makes an engine keep versions.
  static Json.Members versioned() {
    MountFlags flags = new MountFlags();
    flags.version = 2;
    return flags.changes();
  }

  /// Returns the plugin's version as it follows a name in a sentence, or the empty string.
  String versionInWords() {
    return pluginVersion == null || pluginVersion.isEmpty() ? "" : " version " + pluginVersion;
  }

  /// Returns the description, or the empty string.
  String description() {
    return description == null ? "" : description;
  }

  /// Returns the options as JSON: null where there are none.
  Json options() {
    Map<String, String> all = new LinkedHashMap<>(options);
    if (version > 0) {
      all.put("version", Integer.toString(version));
    }
    return all.isEmpty() ? new Json.Null() : Json.texts(all);
  }

  /// Returns the `config` of a new mount.
  Json.Members newConfig() {
    Json.Members config =
        new Json.Members()
            .with("default_lease_ttl", GoDuration.text(defaultLeaseTtl))
            .with("max_lease_ttl", GoDuration.text(maxLeaseTtl));
    return addGiven(config);
  }

  /// Returns the body that changes a mount: a negative lease time means the system's own.
  Json.Members changes() {
    Json.Members changes =
        new Json.Members()
            .with("options", options())
            .with("default_lease_ttl", changed(defaultLeaseTtl));
    if (description != null) {
      changes.with("description", description);
    }
    changes.with("max_lease_ttl", changed(maxLeaseTtl)).with("force_no_cache", false);
    return addGiven(changes);
  }

  /// Returns a lease time as a change takes it.
  static String changed(Duration duration) {
    return duration.isZero() ? "" : duration.isNegative() ? "system" : GoDuration.text(duration);
  }

  private Json.Members addGiven(Json.Members config) {
    add(config, "audit_non_hmac_request_keys", clearRequestKeys);
    add(config, "audit_non_hmac_response_keys", clearResponseKeys);
    add(config, "listing_visibility", listingVisibility);
    add(config, "passthrough_request_headers", passthroughRequestHeaders);
    add(config, "allowed_response_headers", allowedResponseHeaders);
    add(config, "plugin_version", pluginVersion);
    return config;
  }

  /// Adds what was given and is not empty.
  static void add(Json.Members config, String name, @Nullable List<String> values) {
    if (values != null && !values.isEmpty()) {
      config.with(name, Json.texts(values));
    }
  }

  /// Adds what was given and is not empty.
  static void add(Json.Members config, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      config.with(name, value);
    }
  }
}
