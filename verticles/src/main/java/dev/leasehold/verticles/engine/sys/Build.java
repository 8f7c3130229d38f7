package dev.leasehold.verticles.engine.sys;

import dev.leasehold.verticles.engine.OpenApi;

/// What this build calls itself.
public final class Build {
  /// The version of Vault whose HTTP API is spoken, which is what clients compare: they read it as
  /// semantic version, and some turn features on by it.
  public static final String VERSION = OpenApi.VERSION;

  /// How the version of what is built in reads.
  public static final String PLUGIN_VERSION = "v" + VERSION + "+builtin.leasehold";

  private Build() {}
}
