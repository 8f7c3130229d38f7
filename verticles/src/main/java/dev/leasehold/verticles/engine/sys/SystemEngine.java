package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Engine;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.engine.Overdue;
import dev.leasehold.verticles.gate.Acls;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The engine at `sys/`. It is handed the list that it itself stands in, since it mounts engines.
public final class SystemEngine implements Engine {
  /// Who may seal is decided here; the node seals itself when the answer is due.
  private static final Route SEAL =
      Route.at("seal").sudo().write((call, head) -> Decision.of(Response.nothing()));

  /// There is no licence; whatever else could be read anew is not read so.
  private static final Route RELOAD =
      Route.at("config/reload/{subsystem+...}")
          .write((call, head) -> {
            if (!call.fields().text("subsystem").equals("license")) {
              throw Refusal.unsupportedPath();
            }
            return Decision.of(Response.nothing());
          });

  private final Supplier<Engines> engines;
  private final Acls acls;
  private final AuditRoutes.Trial trial;
  private final Instruments instruments;

  /// @param trial tries an audit device out before it is enabled
  /// @param instruments what is shown of the process around it
  public SystemEngine(
      Supplier<Engines> engines, Acls acls, AuditRoutes.Trial trial, Instruments instruments) {
    this.engines = engines;
    this.acls = acls;
    this.trial = trial;
    this.instruments = instruments;
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
    routes.add(RELOAD);
    // Known to Vault beside the paths at which it is done, and not served by any operation.
    routes.add(Route.at("generate-root"));
    routes.addAll(new LeaseViewRoutes().routes());
    routes.addAll(new LeaseSearchRoutes().routes());
    routes.addAll(new LeaseRoutes(engines.get()).routes());
    routes.addAll(new WrappingRoutes().routes());
    routes.addAll(new ToolRoutes().routes());
    routes.addAll(new RotationRoutes().routes());
    routes.addAll(new CapabilityRoutes(acls).routes());
    routes.addAll(new LockedUserRoutes().routes());
    routes.addAll(new UiRoutes().routes());
    routes.addAll(new PolicyRoutes().routes());
    routes.addAll(new PasswordPolicyRoutes().routes());
    routes.addAll(new QuotaRoutes(engines.get()).routes());
    routes.addAll(new LeaseCountRoutes(engines.get()).routes());
    routes.addAll(new AuditRoutes(trial).routes());
    routes.addAll(new AuditedHeaderRoutes().routes());
    routes.addAll(new BrowserRoutes().routes());
    routes.addAll(new ServerRoutes(instruments).routes());
    routes.addAll(new LoggerRoutes(instruments).routes());
    routes.addAll(new CounterRoutes().routes());
    if (instruments.introspects()) {
      routes.addAll(new InspectRoutes().routes());
    }
    routes.addAll(new PluginRoutes(engines.get()).routes());
    routes.addAll(new OpenApiRoutes(engines.get()).routes());
    routes.addAll(new EnterpriseRoutes().routes());
    routes.addAll(new RemountRoutes().routes());
    routes.addAll(new MountRoutes(MountTable.SECRET, engines.get()).routes());
    routes.addAll(new MountRoutes(MountTable.AUTH, engines.get()).routes());
    return routes;
  }

  /// Failed logins of all methods, which may lock names out.
  @Override
  public Overdue overdue(View head, Instant now, int room) {
    return LockedUserRoutes.overdue(head, now, room);
  }
}
