package dev.leasehold.projections.kv;

import static dev.leasehold.projections.kv.KvTables.CONFIGS;
import static dev.leasehold.projections.kv.KvTables.METADATA;
import static dev.leasehold.projections.kv.KvTables.PATHS;
import static dev.leasehold.projections.kv.KvTables.SECRETS;
import static dev.leasehold.projections.kv.KvTables.UPGRADES;

import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.table.MountRows;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.List;

/// What a disabled key-value mount left behind: paths of secrets; the settings go when no secret is
/// left.
public final class KvSweep implements MountRows {

  @Override
  public List<String> names(View view, String mount, int limit) {
    List<String> page = new ArrayList<>();
    PATHS.walk(view, mount, "", null, path -> page.add(path) && page.size() < limit);
    return page;
  }

  @Override
  public List<PayloadName> payloads(View view, String mount, String path) {
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

  @Override
  public void erase(String mount, String path, Rows rows) {
    KvProjection.erase(mount, path, rows);
  }

  @Override
  public void finish(String mount, Rows rows) {
    rows.delete(CONFIGS, new NameKey(mount));
    rows.delete(UPGRADES, new NameKey(mount));
  }

  private static void add(KvVersion version, List<PayloadName> found) {
    PayloadName data = version.data();
    if (data != null) {
      found.add(data);
    }
  }
}
