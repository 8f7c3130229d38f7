package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.PoolLimits;
import dev.leasehold.verticles.outbound.Statement;
import dev.leasehold.verticles.outbound.cassandra.CassandraHosts;
import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.Undecodable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Cassandra, whose servers are named by the setting `hosts`. Users of this kind have no end of
/// their own, so that renewing needs no act.
///
/// Where Vault sends the password in clear although `tls` is set, as it looks only for certificates
/// or `insecure_tls`, here all three mean TLS.
final class CassandraKind implements Kind {
  private static final String INITIALIZING = "failed to initialize: ";
  private static final String CONNECTING =
      "error creating session: gocql: unable to create session: ";
  private static final String HOSTS = "hosts";
  private static final String PORT = "port";
  private static final long USUAL_PORT = 9042;
  private static final String PROTOCOL = "protocol_version";

  /// Those that servers since 2.1 speak.
  private static final Set<Long> PROTOCOLS = Set.of(0L, 3L, 4L, 5L);

  private static final Set<String> CONSISTENCIES =
      Set.of(
          "ANY",
          "ONE",
          "TWO",
          "THREE",
          "QUORUM",
          "ALL",
          "LOCAL_QUORUM",
          "EACH_QUORUM",
          "LOCAL_ONE");

  private static final Set<String> TLS_VERSIONS = Set.of("", "tls10", "tls11", "tls12", "tls13");

  private static final List<String> WHERE = List.of(HOSTS, "tls_server_name", "tls_min_version");

  @Override
  public List<String> plugins() {
    return List.of("cassandra-database-plugin");
  }

  @Override
  public void check(ConnectionDetails details) {
    details.template(this);
    details.lifetimeSeconds();
    duration(details, "connect_timeout");
    duration(details, "socket_keep_alive");
    for (String name : List.of(HOSTS, "username")) {
      if (details.text(name).isEmpty()) {
        throw unfit(name + " cannot be empty");
      }
    }
    details.checkUserName();
    if (!TLS_VERSIONS.contains(details.text("tls_min_version"))) {
      throw unfit("unrecognized TLS version [" + details.text("tls_min_version") + "]");
    }
    if (!PROTOCOLS.contains(details.number(PROTOCOL))) {
      throw unfit("protocol_version must be 3, 4 or 5");
    }
    if (!CONSISTENCIES.contains(consistency(details))) {
      throw unfit(
          "error verifying connection: invalid consistency \"" + consistency(details) + "\"");
    }
    hosts(details);
  }

  private static ConnectionDetails.Unfit unfit(String reason) {
    return new ConnectionDetails.Unfit(INITIALIZING + reason);
  }

  private static Duration duration(ConnectionDetails details, String name) {
    try {
      return DurationText.read(details.value(name));
    } catch (Undecodable e) {
      throw unfit("invalid " + name + ": " + e.getMessage());
    }
  }

  /// As Vault's driver, which asks a majority where nothing is said.
  private static String consistency(ConnectionDetails details) {
    String given = details.text("consistency");
    return given.isEmpty() ? "QUORUM" : given.toUpperCase(Locale.ROOT);
  }

  private static CassandraHosts hosts(ConnectionDetails details) {
    long port = port(details);
    if (port < 1 || port > 65_535) {
      throw unfit("port must be a number from 1 to 65535");
    }
    try {
      return CassandraHosts.parse(details.text(HOSTS), (int) port);
    } catch (IllegalArgumentException e) {
      throw unfit(String.valueOf(e.getMessage()));
    }
  }

  private static long port(ConnectionDetails details) {
    long given = details.number(PORT);
    return given == 0 ? USUAL_PORT : given;
  }

  @Override
  public void check(Map<String, SecretBytes> secrets) {
    try {
      PemBundle.of(secrets);
    } catch (ConnectionDetails.Unfit e) {
      throw unfit(e.getMessage());
    }
  }

  @Override
  public Set<String> secretSettings() {
    return PemBundle.SETTINGS;
  }

  @Override
  public DatabaseTarget target(String plugin, ConnectionDetails details, ConnectionSecret secret) {
    if (secret.password().length() == 0) {
      throw unfit("password cannot be empty");
    }
    check(secret.settings());
    PemBundle bundle = PemBundle.of(secret.settings());
    return new DatabaseTarget(
        plugin,
        details.text(HOSTS),
        (int) port(details),
        "",
        details.text("username"),
        secret.password(),
        details.connections(PoolLimits.DEFAULT_CONNECTIONS),
        settings(details, bundle),
        bundle.authorities(),
        bundle.certificateAndKey());
  }

  private static Map<String, String> settings(ConnectionDetails details, PemBundle bundle) {
    boolean insecure = details.flag("insecure_tls");
    boolean tls = details.flag("tls") || insecure || bundle.isThere();
    Map<String, String> settings = new TreeMap<>(details.poolSettings());
    settings.put("tls", Boolean.toString(tls));
    settings.put("insecure_tls", Boolean.toString(insecure));
    settings.put("tls_server_name", details.text("tls_server_name"));
    settings.put("tls_min_version", details.text("tls_min_version"));
    settings.put("consistency", consistency(details));
    settings.put("local_datacenter", details.text("local_datacenter"));
    settings.put("skip_verification", Boolean.toString(details.flag("skip_verification")));
    settings.put(PROTOCOL, Long.toString(details.number(PROTOCOL)));
    settings.put(
        "connect_timeout_millis", Long.toString(duration(details, "connect_timeout").toMillis()));
    settings.put(
        "socket_keep_alive", Boolean.toString(duration(details, "socket_keep_alive").isPositive()));
    return settings;
  }

  @Override
  public boolean sameServer(ConnectionDetails one, ConnectionDetails other) {
    return port(one) == port(other)
        && WHERE.stream().allMatch(name -> one.text(name).equals(other.text(name)))
        && one.flag("tls") == other.flag("tls")
        && one.flag("insecure_tls") == other.flag("insecure_tls")
        && PemBundle.SETTINGS.stream()
            .allMatch(name -> one.values().containsKey(name) == other.values().containsKey(name));
  }

  @Override
  public boolean sameLogin(ConnectionDetails one, ConnectionDetails other) {
    return sameServer(one, other) && one.text("username").equals(other.text("username"));
  }

  @Override
  public String usernameTemplate() {
    return "{{ printf \"v_%s_%s_%s_%s\" (.DisplayName | truncate 15) (.RoleName | truncate 15)"
        + " (random 20) (unix_time) | truncate 100 | replace \"-\" \"_\" | lowercase }}";
  }

  @Override
  public int longestUserName() {
    return 100;
  }

  @Override
  public List<String> creation() {
    return List.of("CREATE USER '{{username}}' WITH PASSWORD '{{password}}' NOSUPERUSER;");
  }

  @Override
  public List<String> passwordChange() {
    return List.of("ALTER USER '{{username}}' WITH PASSWORD '{{password}}';");
  }

  @Override
  public List<Statement> filled(List<String> texts, Map<String, String> values) {
    return SqlText.filled(SqlDialect.CQL, texts, values);
  }

  @Override
  public boolean isWrongPassword(Outcome.Refused refused) {
    return refused.errorClass().equals("0100");
  }

  @Override
  public boolean isStatementRefused(Outcome.Refused refused) {
    return refused.errorClass().matches("[12][0-9]{3}");
  }

  @Override
  public String unconnected(Outcome.Refused refused, DatabaseTarget target) {
    if (refused.error().equals("unknown host")) {
      return CONNECTING + "failed to resolve any of the provided hostnames";
    }
    String initial = CONNECTING + "control: unable to connect to initial hosts: ";
    CassandraHosts.Host first =
        CassandraHosts.parse(target.host(), target.port()).hosts().getFirst();
    String dialled = "dial tcp " + first.name() + ":" + first.port() + ": ";
    return switch (refused.error()) {
      case "connection refused" -> initial + dialled + "connect: connection refused";
      case "connection timed out" -> initial + dialled + "i/o timeout";
      default -> initial + refused.error();
    };
  }

  @Override
  public String notRun(Outcome.Refused refused, DatabaseTarget target) {
    return isStatementRefused(refused) ? refused.error() : unconnected(refused, target);
  }

  /// Vault's plugin lists the errors of all statements, of which there is one.
  @Override
  public String changeFailed(String problem) {
    return "1 error occurred:\n\t* " + problem + "\n\n";
  }

  @Override
  public String notChanged(Outcome.Refused refused, DatabaseTarget target, String what) {
    return isStatementRefused(refused)
        ? what + changeFailed(refused.error())
        : what + unconnected(refused, target);
  }

  @Override
  public String notVerified(Outcome.Refused refused, DatabaseTarget target) {
    return INITIALIZING
        + "error verifying connection: "
        + (isStatementRefused(refused)
            ? "error validating connection info: " + refused.error()
            : unconnected(refused, target));
  }
}
