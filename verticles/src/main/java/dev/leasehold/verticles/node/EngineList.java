package dev.leasehold.verticles.node;

import dev.leasehold.verticles.auth.appid.AppIdMethod;
import dev.leasehold.verticles.auth.approle.AppRoleMethod;
import dev.leasehold.verticles.auth.cert.CertMethod;
import dev.leasehold.verticles.auth.github.GithubMethod;
import dev.leasehold.verticles.auth.okta.OktaMethod;
import dev.leasehold.verticles.auth.token.TokenMethod;
import dev.leasehold.verticles.auth.userpass.UserpassMethod;
import dev.leasehold.verticles.engine.Engine;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.engine.astra.AstraEngine;
import dev.leasehold.verticles.engine.cubbyhole.CubbyholeEngine;
import dev.leasehold.verticles.engine.database.DatabaseEngine;
import dev.leasehold.verticles.engine.identity.IdentityEngine;
import dev.leasehold.verticles.engine.kv.KvEngine;
import dev.leasehold.verticles.engine.sys.AuditRoutes;
import dev.leasehold.verticles.engine.sys.Instruments;
import dev.leasehold.verticles.engine.sys.SystemEngine;
import dev.leasehold.verticles.gate.Acls;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// All engines and auth methods: one line each. Whoever adds one adds it here.
public final class EngineList {
  private EngineList() {}

  /// The list, whose system engine mounts what is on it.
  ///
  /// @param trial tries an audit device out before it is enabled
  public static Engines with(Acls acls, AuditRoutes.Trial trial) {
    return with(acls, trial, Instruments.NONE, "");
  }

  /// As above.
  ///
  /// @param instruments what is shown of the process
  /// @param address of this server, as clients reach it; empty where unknown
  public static Engines with(
      Acls acls, AuditRoutes.Trial trial, Instruments instruments, String address) {
    AtomicReference<@Nullable Engines> all = new AtomicReference<>();
    List<Engine> engines =
        List.of(
            new SystemEngine(() -> Objects.requireNonNull(all.get()), acls, trial, instruments),
            new IdentityEngine(address),
            new TokenMethod(() -> Objects.requireNonNull(all.get())),
            new UserpassMethod(),
            new AppRoleMethod(),
            new GithubMethod(),
            new AppIdMethod(),
            new OktaMethod(),
            new CertMethod(),
            new CubbyholeEngine(),
            KvEngine.current(),
            KvEngine.generic(),
            new DatabaseEngine(),
            AstraEngine.current(),
            AstraEngine.plugin());
    Engines made = new Engines(engines);
    all.set(made);
    return made;
  }
}
