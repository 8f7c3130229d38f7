package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.verticles.engine.Engine;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.gate.Acls;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The engine at `sys/`. It is handed the list that it itself stands in, since it mounts engines.
public final class SystemEngine implements Engine {
  /// Who may seal is decided here; the node seals itself when the answer is due.
  private static final Route SEAL =
      Route.at("seal").sudo().write((call, head) -> Decision.of(Response.nothing()));

  private final Supplier<Engines> engines;
  private final Acls acls;
  private final AuditRoutes.Trial trial;

  /// @param trial tries an audit device out before it is enabled
  public SystemEngine(Supplier<Engines> engines, Acls acls, AuditRoutes.Trial trial) {
    this.engines = engines;
    this.acls = acls;
    this.trial = trial;
  }

  @Override
  public String type() {
    return "system";
  }

  @Override
  public MountTable table() {
    return MountTable.SECRET;
  }

  @Override
  public List<Route> routes(Mount mount) {
    List<Route> routes = new ArrayList<>();
    routes.add(SEAL);
    routes.addAll(new LeaseRoutes(engines.get()).routes());
    routes.addAll(new WrappingRoutes().routes());
    routes.addAll(new ToolRoutes().routes());
    routes.addAll(new CapabilityRoutes(acls).routes());
    routes.addAll(new UiRoutes().routes());
    routes.addAll(new PolicyRoutes().routes());
    routes.addAll(new AuditRoutes(trial).routes());
    routes.addAll(new MountRoutes(MountTable.SECRET, engines.get()).routes());
    routes.addAll(new MountRoutes(MountTable.AUTH, engines.get()).routes());
    return routes;
  }
}
