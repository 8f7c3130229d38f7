package dev.leasehold.verticles.engine.sys;

/// What this build calls itself.
public final class Build {
  /// The version of Vault whose HTTP API is spoken, which is what clients compare: they read it as
  /// semantic version, and some turn features on by it.
  public static final String VERSION = "1.14.9";

  private Build() {}
}
