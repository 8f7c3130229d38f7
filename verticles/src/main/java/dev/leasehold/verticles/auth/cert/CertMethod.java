package dev.leasehold.verticles.auth.cert;

import dev.leasehold.events.Login;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Token;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Chore;
import dev.leasehold.verticles.engine.Engine;
import dev.leasehold.verticles.engine.Renewal;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The cert method.
public final class CertMethod implements Engine {
  @Override
  public String type() {
    return "cert";
  }

  @Override
  public MountTable table() {
    return MountTable.AUTH;
  }

  @Override
  public List<Route> routes(Mount mount) {
    CertConfiguration configuration = new CertConfiguration();
    CertRoutes certificates = new CertRoutes();
    CrlRoutes lists = new CrlRoutes();
    return List.of(
        Route.at("config")
            .fields(CertConfiguration.FIELDS)
            .read(configuration::read)
            .write(configuration::write),
        Route.at("login")
            .unauthenticated()
            .fields(Field.text("name", "The name of the certificate role to authenticate against."))
            .on(CertLogin.HANDLER, Operation.CREATE, Operation.UPDATE),
        Route.at("certs/").list(certificates::list),
        Route.at("certs/{name}")
            .fields(CertForm.FIELDS)
            .read(certificates::read)
            .write(certificates::write)
            .delete(certificates::delete),
        Route.at("crls/").list(lists::list),
        Route.at("crls/{name}")
            .fields(CrlRoutes.FIELDS)
            .read(lists::read)
            .on(lists.writing(), Operation.CREATE, Operation.UPDATE)
            .delete(lists::delete));
  }

  @Override
  public @Nullable Chore chore(Mount mount, View state, Instant now) {
    return CrlRenewal.due(mount.uuid(), state, now);
  }

  @Override
  public Renewal renewal(Token token, Login login, Call call, View state) {
    return CertLogin.renewal(token, login, call, state);
  }
}
