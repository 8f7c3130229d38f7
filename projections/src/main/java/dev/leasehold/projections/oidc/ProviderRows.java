package dev.leasehold.projections.oidc;

import static dev.leasehold.projections.oidc.OidcTables.ASSIGNMENTS;
import static dev.leasehold.projections.oidc.OidcTables.CLIENTS;
import static dev.leasehold.projections.oidc.OidcTables.CLIENT_IDS;
import static dev.leasehold.projections.oidc.OidcTables.CODES;
import static dev.leasehold.projections.oidc.OidcTables.CODES_DUE;
import static dev.leasehold.projections.oidc.OidcTables.PROVIDERS;
import static dev.leasehold.projections.oidc.OidcTables.SCOPES;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.OidcAssignment;
import dev.leasehold.events.OidcClient;
import dev.leasehold.events.OidcCode;
import dev.leasehold.events.OidcEvent.OidcAssignmentDeleted;
import dev.leasehold.events.OidcEvent.OidcAssignmentWritten;
import dev.leasehold.events.OidcEvent.OidcClientDeleted;
import dev.leasehold.events.OidcEvent.OidcProviderDeleted;
import dev.leasehold.events.OidcEvent.OidcProviderWritten;
import dev.leasehold.events.OidcEvent.OidcScopeDeleted;
import dev.leasehold.events.OidcEvent.OidcScopeWritten;
import dev.leasehold.events.OidcProvider;
import dev.leasehold.events.OidcScope;
import dev.leasehold.projections.table.DueKey;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;

/// Writes the rows of OIDC providers: the part of [OidcProjection] that is about them.
final class ProviderRows {

  void assignment(OidcAssignmentWritten event, Rows rows) {
    OidcAssignment one = event.assignment();
    rows.put(ASSIGNMENTS, new PairKey(one.namespace(), one.name()), one);
  }

  void assignment(OidcAssignmentDeleted event, Rows rows) {
    rows.delete(ASSIGNMENTS, new PairKey(event.namespace(), event.name()));
  }

  void scope(OidcScopeWritten event, Rows rows) {
    OidcScope one = event.scope();
    rows.put(SCOPES, new PairKey(one.namespace(), one.name()), one);
  }

  void scope(OidcScopeDeleted event, Rows rows) {
    rows.delete(SCOPES, new PairKey(event.namespace(), event.name()));
  }

  void client(OidcClient client, Rows rows) {
    rows.put(CLIENTS, new PairKey(client.namespace(), client.name()), client);
    rows.put(CLIENT_IDS, new PairKey(client.namespace(), client.id()), new NameKey(client.name()));
  }

  void client(OidcClientDeleted event, Rows rows) {
    PairKey key = new PairKey(event.namespace(), event.name());
    OidcClient client = rows.get(CLIENTS, key);
    if (client == null) {
      throw new CorruptLog("an event deletes an unknown client of OIDC providers");
    }
    rows.delete(CLIENTS, key);
    rows.delete(CLIENT_IDS, new PairKey(client.namespace(), client.id()));
  }

  void provider(OidcProviderWritten event, Rows rows) {
    OidcProvider one = event.provider();
    rows.put(PROVIDERS, new PairKey(one.namespace(), one.name()), one);
  }

  void provider(OidcProviderDeleted event, Rows rows) {
    rows.delete(PROVIDERS, new PairKey(event.namespace(), event.name()));
  }

  void issue(OidcCode code, Rows rows) {
    NameKey key = new NameKey(code.id());
    if (rows.get(CODES, key) != null) {
      throw new CorruptLog("a code of an OIDC provider was issued twice");
    }
    rows.put(CODES, key, code);
    rows.put(CODES_DUE, new DueKey(code.expires(), code.id()), key);
  }

  void end(String id, Rows rows) {
    NameKey key = new NameKey(id);
    OidcCode code = rows.get(CODES, key);
    if (code == null) {
      throw new CorruptLog("an unknown code of an OIDC provider was exchanged");
    }
    rows.delete(CODES, key);
    rows.delete(CODES_DUE, new DueKey(code.expires(), id));
  }
}
