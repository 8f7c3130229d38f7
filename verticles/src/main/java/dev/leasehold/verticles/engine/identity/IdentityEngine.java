package dev.leasehold.verticles.engine.identity;

import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.OidcEvent;
import dev.leasehold.projections.oidc.OidcProviders;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Engine;
import dev.leasehold.verticles.engine.Overdue;
import dev.leasehold.verticles.engine.identity.oidc.OidcRoutes;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The engine at `identity/`. It is mounted at init, once, and never by a client.
public final class IdentityEngine implements Engine {
  private final String address;

  /// An engine that does not know under which address clients reach it.
  public IdentityEngine() {
    this("");
  }

  /// @param address of this server, as clients reach it; empty where unknown
  public IdentityEngine(String address) {
    this.address = address;
  }

  @Override
  public String type() {
    return "identity";
  }

  @Override
  public MountTable table() {
    return MountTable.SECRET;
  }

  @Override
  public List<Route> routes(Mount mount) {
    List<Route> routes = new ArrayList<>();
    routes.addAll(EntityRoutes.all());
    routes.addAll(AliasRoutes.all());
    routes.addAll(PersonaRoutes.all());
    routes.addAll(GroupAliasRoutes.all());
    routes.addAll(GroupRoutes.all());
    routes.addAll(LookupRoutes.all());
    routes.addAll(new OidcRoutes(address).all());
    return routes;
  }

  /// Codes of OIDC providers that nobody came for.
  @Override
  public Overdue overdue(View head, Instant now, int room) {
    List<String> due = OidcProviders.due(head, now, room);
    return due.isEmpty() ? Overdue.NONE : new Overdue(List.of(new OidcEvent.OidcCodesEnded(due)));
  }
}
