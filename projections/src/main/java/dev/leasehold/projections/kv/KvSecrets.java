package dev.leasehold.projections.kv;

import static dev.leasehold.projections.kv.KvTables.CONFIGS;
import static dev.leasehold.projections.kv.KvTables.METADATA;
import static dev.leasehold.projections.kv.KvTables.PATHS;
import static dev.leasehold.projections.kv.KvTables.SECRETS;
import static dev.leasehold.projections.kv.KvTables.UPGRADES;

import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one may ask about key-value mounts; a mount is named by its uuid.
public final class KvSecrets {

  private KvSecrets() {}

  /// A version 1 secret, or null.
  public static @Nullable KvSecret secret(View view, String mount, String path) {
    return view.get(SECRETS, new PairKey(mount, path));
  }

  /// A version 2 secret with all its versions, or null.
  public static @Nullable KvMetadata metadata(View view, String mount, String path) {
    PairKey key = new PairKey(mount, path);
    KvMetadata metadata = view.get(METADATA, key);
    KvUpgrade upgrade = metadata == null ? view.get(UPGRADES, new NameKey(mount)) : null;
    KvSecret before = upgrade == null ? null : view.get(SECRETS, key);
    return upgrade == null || before == null
        ? metadata
        : KvMetadata.upgraded(upgrade.time(), before.data());
  }

  /// Whether first versions of the mount may have been written as version 1 secrets.
  public static boolean upgraded(View view, String mount) {
    return view.get(UPGRADES, new NameKey(mount)) != null;
  }

  /// The settings of a version 2 mount.
  public static KvConfig config(View view, String mount) {
    KvConfig config = view.get(CONFIGS, new NameKey(mount));
    return config == null ? KvConfig.DEFAULT : config;
  }

  /// Names of what lies in a folder, which is empty or ends in a slash, sorted by their UTF-16
  /// form: folders with a slash at the end, and secrets. At most `limit` of them are looked at.
  public static List<String> list(View view, String mount, String folder, int limit) {
    return PATHS.sorted(view, mount, folder, limit);
  }
}
