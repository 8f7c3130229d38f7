package dev.leasehold.events;

/// The names of namespaces. Today there is only the root one, but every mount, policy, token and
/// lease names the namespace that it belongs to.
public final class Namespace {
  /// The id of the root namespace, as Vault names it.
  public static final String ROOT = "root";

  private Namespace() {}
}
