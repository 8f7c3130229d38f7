package dev.leasehold.verticles.config;

import dev.leasehold.verticles.hcl.HclItem;
import dev.leasehold.verticles.telemetry.TelemetrySettings;
import java.util.List;
import java.util.Set;

/// Reads the `telemetry { … }` of a server, with Vault's names: how figures are told. Those systems
/// that Vault sends figures to by itself are named in a warning, since nothing is sent here.
final class TelemetryBlock {
  private static final int MOST_FIGURES = 10_000;

  private static final Set<String> SETTINGS =
      Set.of(
          "prometheus_retention_time",
          "metrics_prefix",
          "maximum_gauge_cardinality",
          "prefix_filter",
          "filter_default",
          "disable_hostname");

  private static final Set<String> IGNORED =
      Set.of(
          "statsite_address",
          "statsd_address",
          "dogstatsd_addr",
          "dogstatsd_tags",
          "circonus_api_token",
          "circonus_api_app",
          "circonus_api_url",
          "circonus_submission_interval",
          "circonus_submission_url",
          "circonus_check_id",
          "circonus_check_force_metric_activation",
          "circonus_check_instance_id",
          "circonus_check_search_tag",
          "circonus_check_tags",
          "circonus_check_display_name",
          "circonus_broker_id",
          "circonus_broker_select_tag",
          "stackdriver_project_id",
          "stackdriver_location",
          "stackdriver_namespace",
          "stackdriver_debug_logs",
          "enable_hostname_label",
          "usage_gauge_period",
          "lease_metrics_epsilon",
          "num_lease_metrics_buckets",
          "add_lease_metrics_namespace_labels");

  private TelemetryBlock() {}

  static TelemetrySettings read(Block file, HclItem item) {
    Block block = file.within(item);
    block.only(SETTINGS, IGNORED);
    TelemetrySettings usual = TelemetrySettings.USUAL;
    block.flag("disable_hostname"); // names hold no host name here, with it and without
    List<String> rules = block.list("prefix_filter");
    for (String rule : rules) {
      if (!rule.startsWith("+") && !rule.startsWith("-")) {
        throw block.error(
            block.place("prefix_filter"), "a rule of prefix_filter must begin with + or -");
      }
    }
    return new TelemetrySettings(
        block.durationOrZero("prometheus_retention_time", usual.retention()),
        block.text("metrics_prefix", usual.prefix()),
        block.whole("maximum_gauge_cardinality", usual.mostFigures(), 1, MOST_FIGURES),
        !block.has("filter_default") || block.flag("filter_default"),
        rules);
  }
}
