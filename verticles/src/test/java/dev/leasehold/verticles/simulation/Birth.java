package dev.leasehold.verticles.simulation;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.Event;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Namespace;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SysEvent;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.verticles.gate.Names;
import dev.leasehold.verticles.policy.BuiltInPolicies;
import dev.leasehold.verticles.policy.PolicyNames;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.writer.Resolution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The first decision of a simulated cluster: mounts for each engine, a database connection with a
/// role, and a root token.
public final class Birth {
  private static final String DATABASE = "00000000-0000-4000-8000-000000000005";
  private static final PayloadName PASSWORD = new PayloadName("0f".repeat(PayloadName.BYTES));

  private Birth() {}

  public static Resolution of(Keyring keyring, SecretBytes root, Instant now) {
    List<Event> events = new ArrayList<>();
    events.add(new SysEvent.ClusterInitialized(keyring.clusterId(), "simulated"));
    events.add(enabled(MountTable.SECRET, "sys/", "system", 1, null));
    events.add(enabled(MountTable.AUTH, "token/", "token", 2, null));
    events.add(enabled(MountTable.SECRET, "kv/", "kv", 3, null));
    events.add(enabled(MountTable.SECRET, "secret/", "kv", 4, Map.of("version", "2")));
    events.add(enabled(MountTable.SECRET, "database/", "database", 5, null));
    events.add(
        new SysEvent.PolicyWritten(Namespace.ROOT, PolicyNames.DEFAULT, BuiltInPolicies.DEFAULT));
    events.add(new TokenEvent.TokenCreated(root(new Names(keyring).token(root), now)));
    events.add(connection());
    events.add(role());
    return Resolution.of(
        Decision.of(Response.nothing(), events)
            .bringing(new Payload(PASSWORD, SecretBytes.ofUtf8("root password"))));
  }

  private static SysEvent enabled(
      MountTable table,
      String path,
      String type,
      int number,
      @Nullable Map<String, String> options) {
    return new SysEvent.MountEnabled(
        new Mount(
            Namespace.ROOT,
            table,
            "00000000-0000-4000-8000-00000000000" + number,
            path,
            type,
            "",
            type + "_" + number,
            false,
            false,
            false,
            options,
            MountConfig.DEFAULT));
  }

  private static DatabaseEvent connection() {
    return new DatabaseEvent.ConnectionConfigured(
        DATABASE,
        "connection",
        1,
        "postgresql-database-plugin",
        Map.of(
            "connection_url",
            "{\"value\":\"postgresql://{{username}}:{{password}}@localhost:5432/postgres\"}",
            "username",
            "{\"value\":\"root\"}"),
        PASSWORD,
        List.of("*"),
        "",
        List.of());
  }

  private static DatabaseEvent role() {
    return new DatabaseEvent.RoleWritten(
        DATABASE,
        "role",
        "connection",
        List.of("CREATE ROLE \"{{name}}\" LOGIN PASSWORD '{{password}}'"),
        List.of(),
        List.of(),
        List.of(),
        "password",
        Map.of(),
        600,
        3600);
  }

  private static Token root(String id, Instant now) {
    return new Token(
        Namespace.ROOT,
        id,
        "accessor",
        null,
        List.of(PolicyNames.ROOT),
        "auth/token/root",
        null,
        "root",
        0,
        now,
        0,
        0,
        0,
        "service",
        null,
        null,
        false,
        null,
        List.of(),
        "");
  }
}
