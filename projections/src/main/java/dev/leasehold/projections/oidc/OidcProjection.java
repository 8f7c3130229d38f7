package dev.leasehold.projections.oidc;

import static dev.leasehold.projections.oidc.OidcTables.CONFIGS;
import static dev.leasehold.projections.oidc.OidcTables.KEYS;
import static dev.leasehold.projections.oidc.OidcTables.ROLES;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.OidcEvent;
import dev.leasehold.events.OidcEvent.OidcConfigured;
import dev.leasehold.events.OidcEvent.OidcKeyDeleted;
import dev.leasehold.events.OidcEvent.OidcKeyRotated;
import dev.leasehold.events.OidcEvent.OidcKeyWritten;
import dev.leasehold.events.OidcEvent.OidcPairsDrawn;
import dev.leasehold.events.OidcEvent.OidcRoleDeleted;
import dev.leasehold.events.OidcEvent.OidcRoleWritten;
import dev.leasehold.events.OidcKey;
import dev.leasehold.events.OidcPair;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.Projection;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replays the keys and roles of OIDC tokens. A pair that is past its time goes with the next
/// rotation.
public final class OidcProjection implements Projection<OidcEvent> {
  private final ProviderRows providers = new ProviderRows();

  @Override
  public void replay(OidcEvent event, Moment moment, Rows rows) {
    switch (event) {
      case OidcConfigured configured ->
          rows.put(CONFIGS, new NameKey(configured.namespace()), new NameKey(configured.issuer()));
      case OidcKeyWritten written -> write(written.written(), rows);
      case OidcPairsDrawn drawn -> draw(drawn, moment, rows);
      case OidcKeyRotated rotated -> rotate(rotated, moment, rows);
      case OidcKeyDeleted deleted ->
          rows.delete(KEYS, new PairKey(deleted.namespace(), deleted.name()));
      case OidcRoleWritten written ->
          rows.put(
              ROLES,
              new PairKey(written.role().namespace(), written.role().name()),
              written.role());
      case OidcRoleDeleted deleted ->
          rows.delete(ROLES, new PairKey(deleted.namespace(), deleted.name()));
      case OidcEvent.OidcAssignmentWritten written -> providers.assignment(written, rows);
      case OidcEvent.OidcAssignmentDeleted deleted -> providers.assignment(deleted, rows);
      case OidcEvent.OidcScopeWritten written -> providers.scope(written, rows);
      case OidcEvent.OidcScopeDeleted deleted -> providers.scope(deleted, rows);
      case OidcEvent.OidcClientWritten written -> providers.client(written.client(), rows);
      case OidcEvent.OidcClientDeleted deleted -> providers.client(deleted, rows);
      case OidcEvent.OidcProviderWritten written -> providers.provider(written, rows);
      case OidcEvent.OidcProviderDeleted deleted -> providers.provider(deleted, rows);
      case OidcEvent.OidcCodeIssued issued -> providers.issue(issued.code(), rows);
      case OidcEvent.OidcCodesEnded ended -> ended.ids().forEach(id -> providers.end(id, rows));
    }
  }

  private static void write(OidcKey settings, Rows rows) {
    PairKey key = new PairKey(settings.namespace(), settings.name());
    OidcKeyRow before = rows.get(KEYS, key);
    OidcKeyRow after =
        before == null
            ? new OidcKeyRow(settings, List.of(), null, null)
            : new OidcKeyRow(settings, before.pairs(), before.current(), before.next());
    rows.put(KEYS, key, after);
  }

  private static void draw(OidcPairsDrawn event, Moment moment, Rows rows) {
    OidcKeyRow row = known(event.namespace(), event.name(), rows);
    List<OidcPair> pairs = new ArrayList<>();
    for (OidcPair pair : row.pairs()) {
      keep(pair, event.othersExpire(), moment, pairs);
    }
    pairs.add(event.current());
    pairs.add(event.next());
    put(row.settings(), pairs, event.current().id(), event.next().id(), rows);
  }

  private static void rotate(OidcKeyRotated event, Moment moment, Rows rows) {
    OidcKeyRow row = known(event.namespace(), event.name(), rows);
    List<OidcPair> pairs = new ArrayList<>();
    for (OidcPair pair : row.pairs()) {
      boolean signed = pair.id().equals(row.current());
      if (signed || pair.expires() != null) {
        keep(pair, event.expires(), moment, pairs);
      } else {
        pairs.add(pair);
      }
    }
    pairs.add(event.next());
    OidcKey before = row.settings();
    OidcKey after =
        new OidcKey(
            before.namespace(),
            before.name(),
            before.algorithm(),
            before.rotationPeriodSeconds(),
            before.verificationTtlSeconds(),
            before.allowedClients(),
            event.nextRotation());
    put(after, pairs, row.next(), event.next().id(), rows);
  }

  /// Without its private half, and until it expires; not at all once it has.
  private static void keep(OidcPair pair, Instant expires, Moment moment, List<OidcPair> pairs) {
    Instant end = pair.expires() == null ? expires : pair.expires();
    if (end.isAfter(moment.time())) {
      pairs.add(new OidcPair(pair.id(), pair.published(), null, end));
    }
  }

  private static void put(
      OidcKey settings,
      List<OidcPair> pairs,
      @Nullable String current,
      @Nullable String next,
      Rows rows) {
    rows.put(
        KEYS,
        new PairKey(settings.namespace(), settings.name()),
        new OidcKeyRow(settings, List.copyOf(pairs), current, next));
  }

  private static OidcKeyRow known(String namespace, String name, Rows rows) {
    OidcKeyRow row = rows.get(KEYS, new PairKey(namespace, name));
    if (row == null) {
      throw new CorruptLog("an event names an unknown key of OIDC tokens");
    }
    return row;
  }
}
