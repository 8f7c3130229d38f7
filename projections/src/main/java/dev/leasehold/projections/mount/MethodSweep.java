package dev.leasehold.projections.mount;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.authmap.AuthMapProjection;
import dev.leasehold.projections.authmap.MapEntry;
import dev.leasehold.projections.cert.CertProjection;
import dev.leasehold.projections.cert.Crl;
import dev.leasehold.projections.github.GithubProjection;
import dev.leasehold.projections.okta.OktaConfig;
import dev.leasehold.projections.okta.OktaProjection;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What lay under a disabled mount of an auth method all of whose rows are called by the mount and
/// a name. A page names a row by its table, a slash and that name.
final class MethodSweep {
  private static final Map<String, List<Table<PairKey, ?>>> TABLES =
      Map.of(
          "github", List.of(GithubProjection.CONFIGS, AuthMapProjection.ENTRIES),
          "app-id", List.of(AuthMapProjection.ENTRIES),
          "okta", List.of(OktaProjection.CONFIGS, OktaProjection.USERS, OktaProjection.GROUPS),
          "cert", List.of(CertProjection.TRUSTED, CertProjection.CRLS, CertProjection.CONFIGS));

  private MethodSweep() {}

  /// Whether a mount of this type is swept here.
  static boolean sweeps(String type) {
    return TABLES.containsKey(type);
  }

  static List<String> page(View view, String type, String mount, int limit) {
    List<String> names = new ArrayList<>();
    for (Table<PairKey, ?> table : tables(type)) {
      view.scan(
          table,
          PairKey.of(mount),
          (key, row) -> names.size() < limit && names.add(table.name() + "/" + key.name()));
    }
    return names;
  }

  static List<PayloadName> payloads(View view, String type, String mount, String name) {
    Table<PairKey, ?> table = table(type, name);
    return payloads(view.get(table, key(mount, name)));
  }

  private static List<PayloadName> payloads(@Nullable Object row) {
    return switch (row) {
      case MapEntry entry -> List.of(entry.content());
      case OktaConfig config when config.credential() != null -> List.of(config.credential());
      case Crl crl -> List.of(crl.serials());
      case null, default -> List.of();
    };
  }

  static void erase(String type, String mount, String name, Rows rows) {
    Table<PairKey, ?> table = table(type, name);
    if (rows.get(table, key(mount, name)) == null) {
      throw new CorruptLog("a sweep erases a row that is not there");
    }
    rows.delete(table, key(mount, name));
  }

  private static PairKey key(String mount, String name) {
    return new PairKey(mount, name.substring(name.indexOf('/') + 1));
  }

  private static Table<PairKey, ?> table(String type, String name) {
    String wanted = name.substring(0, Math.max(0, name.indexOf('/')));
    return tables(type).stream()
        .filter(table -> table.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new CorruptLog("a sweep names rows of a table that is not swept"));
  }

  private static List<Table<PairKey, ?>> tables(String type) {
    return TABLES.getOrDefault(type, List.of());
  }
}
