package dev.leasehold.projections.kv;

import static dev.leasehold.projections.kv.KvTables.CONFIGS;
import static dev.leasehold.projections.kv.KvTables.METADATA;
import static dev.leasehold.projections.kv.KvTables.PATHS;
import static dev.leasehold.projections.kv.KvTables.SECRETS;
import static dev.leasehold.projections.kv.KvTables.UPGRADES;

import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.List;

/// What a disabled key-value mount left behind: paths of secrets, page by page.
public final class KvSweep {

  private KvSweep() {}

  /// Up to so many paths of the mount's secrets.
  public static List<String> page(View view, String mount, int limit) {
    List<String> page = new ArrayList<>();
    PATHS.walk(view, mount, "", null, path -> page.add(path) && page.size() < limit);
    return page;
  }

  /// The payloads of the secrets at a path, to be destroyed with it.
  public static List<PayloadName> payloads(View view, String mount, String path) {
    PairKey key = new PairKey(mount, path);
    List<PayloadName> found = new ArrayList<>();
    KvSecret secret = view.get(SECRETS, key);
    if (secret != null) {
      found.add(secret.data());
    }
    KvMetadata metadata = view.get(METADATA, key);
    if (metadata != null) {
      metadata.versions().values().forEach(version -> add(version, found));
      if (metadata.customMetadata() != null) {
        found.add(metadata.customMetadata());
      }
    }
    return found;
  }

  /// Erases the secret at a path.
  public static void erase(String mount, String path, Rows rows) {
    KvProjection.erase(mount, path, rows);
  }

  /// Erases what is left when no secret is: the settings. False while a secret is there.
  public static boolean finish(String mount, Rows rows) {
    rows.delete(CONFIGS, new NameKey(mount));
    rows.delete(UPGRADES, new NameKey(mount));
    return page(rows, mount, 1).isEmpty();
  }

  private static void add(KvVersion version, List<PayloadName> found) {
    PayloadName data = version.data();
    if (data != null) {
      found.add(data);
    }
  }
}
