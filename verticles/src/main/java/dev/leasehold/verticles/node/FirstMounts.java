package dev.leasehold.verticles.node;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Namespace;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The mounts that a cluster has from its first commit on.
final class FirstMounts {
  /// A client of an OIDC provider shows who it is in that header.
  private static final MountConfig PASSING_AUTHORIZATION =
      new MountConfig(
          0, 0, false, "", List.of(), List.of(), List.of("Authorization"), List.of(), "");

  private FirstMounts() {}

  static Mount system(Entropy entropy) {
    return mount(
        MountTable.SECRET,
        "sys/",
        "system",
        "system endpoints used for control, policy and debugging",
        "system_",
        null,
        entropy);
  }

  static Mount identity(Entropy entropy) {
    return mount(
        MountTable.SECRET, "identity/", "identity", "identity store", "identity_", null, entropy);
  }

  static Mount cubbyhole(Entropy entropy) {
    return mount(
        MountTable.SECRET,
        "cubbyhole/",
        "cubbyhole",
        "per-token private secret storage",
        "cubbyhole_",
        null,
        entropy);
  }

  static Mount token(Entropy entropy) {
    return mount(
        MountTable.AUTH,
        "token/",
        "token",
        "token based credentials",
        "auth_token_",
        null,
        entropy);
  }

  /// The key-value mount of dev mode, of version 1 or 2.
  static Mount secret(Entropy entropy, int version) {
    return mount(
        MountTable.SECRET,
        "secret/",
        "kv",
        "key/value secret storage",
        "kv_",
        Map.of("version", String.valueOf(version)),
        entropy);
  }

  private static Mount mount(
      MountTable table,
      String path,
      String type,
      String description,
      String accessor,
      @Nullable Map<String, String> options,
      Entropy entropy) {
    return new Mount(
        Namespace.ROOT,
        table,
        entropy.uuid(),
        path,
        type,
        description,
        accessor + HexFormat.of().formatHex(entropy.bytes(4)),
        type.equals("cubbyhole"),
        type.equals("system"),
        false,
        options,
        type.equals("identity") ? PASSING_AUTHORIZATION : MountConfig.DEFAULT);
  }
}
