package dev.leasehold.projections.cert;

import dev.leasehold.events.CertEvent;
import dev.leasehold.events.CertEvent.CertificateForgotten;
import dev.leasehold.events.CertEvent.CertificateTrusted;
import dev.leasehold.events.CertEvent.Configured;
import dev.leasehold.events.CertEvent.CrlDeleted;
import dev.leasehold.events.CertEvent.CrlWritten;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.TrustedCertificate;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.Projection;
import dev.leasehold.projections.table.NamedRows;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Replays the cert mounts, and what one may ask about them.
public final class CertProjection implements Projection<CertEvent> {
  private static final String CONFIG = "config";

  /// By the mount's uuid and the name.
  public static final Table<PairKey, TrustedCertificate> TRUSTED =
      Table.of(225, "cert-trusted", PairKey.class, TrustedCertificate.class);

  /// By the mount's uuid and the name.
  public static final Table<PairKey, Crl> CRLS =
      Table.of(226, "cert-crl", PairKey.class, Crl.class);

  /// By the mount's uuid; there is one row a mount.
  public static final Table<PairKey, CertConfig> CONFIGS =
      Table.of(227, "cert-config", PairKey.class, CertConfig.class);

  public static final List<Table<?, ?>> ALL = List.of(TRUSTED, CRLS, CONFIGS);

  /// What a disabled mount leaves behind.
  public static final NamedRows SWEPT =
      new NamedRows(
          new NamedRows.Kind<>(TRUSTED),
          new NamedRows.Kind<>(CRLS, crl -> List.of(crl.serials())),
          new NamedRows.Kind<>(CONFIGS));

  @Override
  public void replay(CertEvent event, Moment moment, Rows rows) {
    switch (event) {
      case CertificateTrusted(var mount, var name, var certificate) ->
          rows.put(TRUSTED, new PairKey(mount, name), certificate);
      case CertificateForgotten(var mount, var name) ->
          erase(TRUSTED, new PairKey(mount, name), rows);
      case CrlWritten(var mount, var name, var serials, var url, var until) ->
          rows.put(CRLS, new PairKey(mount, name), new Crl(serials, url, until));
      case CrlDeleted(var mount, var name) -> erase(CRLS, new PairKey(mount, name), rows);
      case Configured(var mount, var unbound, var metadata, var cache) ->
          rows.put(CONFIGS, new PairKey(mount, CONFIG), new CertConfig(unbound, metadata, cache));
    }
  }

  private static <V> void erase(Table<PairKey, V> table, PairKey key, Rows rows) {
    if (rows.get(table, key) == null) {
      throw new CorruptLog("a certificate or a revocation list was deleted that is not there");
    }
    rows.delete(table, key);
  }

  public static CertConfig config(View view, String mount) {
    CertConfig found = view.get(CONFIGS, new PairKey(mount, CONFIG));
    return found == null ? CertConfig.NONE : found;
  }

  /// A trusted certificate, or null.
  public static @Nullable TrustedCertificate trusted(View view, String mount, String name) {
    return view.get(TRUSTED, new PairKey(mount, name));
  }

  /// A revocation list, or null.
  public static @Nullable Crl crl(View view, String mount, String name) {
    return view.get(CRLS, new PairKey(mount, name));
  }

  /// The names of the rows of a mount in one of the tables, sorted.
  public static List<String> names(View view, Table<PairKey, ?> table, String mount, int limit) {
    List<String> names = new ArrayList<>();
    view.scan(
        table, PairKey.of(mount), (key, row) -> names.add(key.name()) && names.size() < limit);
    names.sort(null);
    return names;
  }

  /// The rows of a mount in one of the tables, by name; at most `limit` of them.
  public static <V> SortedMap<String, V> all(
      View view, Table<PairKey, V> table, String mount, int limit) {
    SortedMap<String, V> rows = new TreeMap<>();
    view.scan(
        table,
        PairKey.of(mount),
        (key, row) -> {
          rows.put(key.name(), row);
          return rows.size() < limit;
        });
    return rows;
  }
}
