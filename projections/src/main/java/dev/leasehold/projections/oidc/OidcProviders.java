package dev.leasehold.projections.oidc;

import static dev.leasehold.projections.oidc.OidcTables.ASSIGNMENTS;
import static dev.leasehold.projections.oidc.OidcTables.CLIENTS;
import static dev.leasehold.projections.oidc.OidcTables.CLIENT_IDS;
import static dev.leasehold.projections.oidc.OidcTables.CODES;
import static dev.leasehold.projections.oidc.OidcTables.CODES_DUE;
import static dev.leasehold.projections.oidc.OidcTables.PROVIDERS;
import static dev.leasehold.projections.oidc.OidcTables.SCOPES;

import dev.leasehold.events.OidcAssignment;
import dev.leasehold.events.OidcClient;
import dev.leasehold.events.OidcCode;
import dev.leasehold.events.OidcProvider;
import dev.leasehold.events.OidcScope;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What one may ask about OIDC providers and what belongs to them. Lists are sorted by name.
public final class OidcProviders {
  private OidcProviders() {}

  public static @Nullable OidcAssignment assignment(View view, String namespace, String name) {
    return view.get(ASSIGNMENTS, new PairKey(namespace, name));
  }

  public static List<OidcAssignment> assignments(View view, String namespace) {
    return all(ASSIGNMENTS, view, namespace);
  }

  public static @Nullable OidcScope scope(View view, String namespace, String name) {
    return view.get(SCOPES, new PairKey(namespace, name));
  }

  public static List<OidcScope> scopes(View view, String namespace) {
    return all(SCOPES, view, namespace);
  }

  public static @Nullable OidcClient client(View view, String namespace, String name) {
    return view.get(CLIENTS, new PairKey(namespace, name));
  }

  /// The client of an id, or null.
  public static @Nullable OidcClient clientOf(View view, String namespace, String id) {
    NameKey name = view.get(CLIENT_IDS, new PairKey(namespace, id));
    return name == null ? null : client(view, namespace, name.name());
  }

  public static List<OidcClient> clients(View view, String namespace) {
    return all(CLIENTS, view, namespace);
  }

  public static @Nullable OidcProvider provider(View view, String namespace, String name) {
    return view.get(PROVIDERS, new PairKey(namespace, name));
  }

  public static List<OidcProvider> providers(View view, String namespace) {
    return all(PROVIDERS, view, namespace);
  }

  /// A code that was not exchanged and is not past its time, or null.
  public static @Nullable OidcCode code(View view, String id, Instant now) {
    OidcCode code = view.get(CODES, new NameKey(id));
    return code == null || !now.isBefore(code.expires()) ? null : code;
  }

  /// Ids of codes that nobody came for, the longest ago first.
  public static List<String> due(View view, Instant now, int limit) {
    List<String> page = new ArrayList<>();
    view.scan(
        CODES_DUE,
        List.of(),
        (key, id) -> !key.time().isAfter(now) && page.add(id.name()) && page.size() < limit);
    return page;
  }

  private static <V> List<V> all(Table<PairKey, V> table, View view, String namespace) {
    Map<String, V> sorted = new TreeMap<>();
    view.scan(
        table,
        PairKey.of(namespace),
        (key, row) -> {
          sorted.put(key.name(), row);
          return true;
        });
    return List.copyOf(sorted.values());
  }
}
