package dev.leasehold.verticles.engine.database;

import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.PoolLimits;
import dev.leasehold.verticles.outbound.Statement;
import dev.leasehold.verticles.request.JsonText;
import dev.leasehold.verticles.request.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Redis. A role's creation statement is a JSON array of ACL rules, as Vault's plugin has it; of
/// several statements the first counts, and a user is revoked by being deleted, whatever a role
/// says. `persistence_mode` says how users outlive a restart: `ACLFILE`, `REWRITE`, or not at all.
final class RedisKind implements Kind {
  private static final Set<String> PERSISTENCE = Set.of("", "ACLFILE", "REWRITE");

  @Override
  public List<String> plugins() {
    return List.of("redis-database-plugin");
  }

  @Override
  public void check(ConnectionDetails details) {
    for (String name : List.of("host", "port", "username")) {
      if (details.text(name).isEmpty() || details.text(name).equals("0")) {
        throw new ConnectionDetails.Unfit(name + " cannot be empty");
      }
    }
    long port = details.number("port");
    if (port < 1 || port > 65_535) {
      throw new ConnectionDetails.Unfit("port must be a number from 1 to 65535");
    }
    if (details.flag("tls") && details.text("ca_cert").isEmpty()) {
      throw new ConnectionDetails.Unfit("ca_cert cannot be empty");
    }
    if (!PERSISTENCE.contains(details.text("persistence_mode"))) {
      throw new ConnectionDetails.Unfit("persistence_mode can only be 'REWRITE', 'ACLFILE' or ''");
    }
    details.checkUserName();
    details.lifetimeSeconds();
    details.template(this);
  }

  @Override
  public DatabaseTarget target(String plugin, ConnectionDetails details, ConnectionSecret secret) {
    if (secret.password().length() == 0) {
      throw new ConnectionDetails.Unfit("password cannot be empty");
    }
    Map<String, String> settings = new TreeMap<>(details.poolSettings());
    settings.put("tls", Boolean.toString(details.flag("tls")));
    settings.put("insecure_tls", Boolean.toString(details.flag("insecure_tls")));
    settings.put("persistence_mode", details.text("persistence_mode"));
    String ca = details.text("ca_cert");
    return new DatabaseTarget(
        plugin,
        details.text("host"),
        (int) details.number("port"),
        "",
        details.text("username"),
        secret.password(),
        details.connections(PoolLimits.DEFAULT_CONNECTIONS),
        settings,
        ca.isEmpty() ? null : ca,
        null);
  }

  @Override
  public boolean sameServer(ConnectionDetails one, ConnectionDetails other) {
    return one.text("host").equals(other.text("host"))
        && one.text("port").equals(other.text("port"))
        && one.flag("tls") == other.flag("tls")
        && one.flag("insecure_tls") == other.flag("insecure_tls")
        && one.text("ca_cert").equals(other.text("ca_cert"));
  }

  @Override
  public boolean sameLogin(ConnectionDetails one, ConnectionDetails other) {
    return sameServer(one, other) && one.text("username").equals(other.text("username"));
  }

  @Override
  public String usernameTemplate() {
    return "{{ printf \"V_%s_%s_%s_%s\" (.DisplayName | truncate 64) (.RoleName | truncate 64)"
        + " (random 20) (unix_time) | uppercase | truncate 100 }}";
  }

  @Override
  public int longestUserName() {
    return 100;
  }

  @Override
  public List<String> creation() {
    return List.of("[\"~*\", \"+@read\"]");
  }

  @Override
  public List<String> passwordChange() {
    return List.of("[\"RESETPASS\"]");
  }

  /// The command that sets a user's password and rules. Where there is no password there is nothing
  /// that a text can say.
  @Override
  public List<Statement> filled(List<String> texts, Map<String, String> values) {
    String password = values.get("password");
    List<String> given = texts.stream().filter(text -> !text.isBlank()).toList();
    if (password == null || given.isEmpty()) {
      return List.of();
    }
    List<String> rules = rules(given.getFirst());
    boolean changes = rules.contains("RESETPASS");
    List<String> words = new ArrayList<>();
    words.addAll(List.of("ACL", "SETUSER", values.getOrDefault("username", "")));
    words.addAll(changes ? List.of("RESETPASS") : List.of("ON"));
    words.add(">" + password);
    rules.stream().filter(rule -> !rule.equals("RESETPASS")).forEach(words::add);
    return List.of(new Statement(new String(JsonText.write(words), StandardCharsets.UTF_8)));
  }

  private static List<String> rules(String text) {
    try {
      if (JsonText.readForeign(text.getBytes(StandardCharsets.UTF_8)) instanceof List<?> list
          && list.stream().allMatch(String.class::isInstance)) {
        return list.stream().map(String::valueOf).toList();
      }
    } catch (IllegalArgumentException broken) {
      throw unreadable();
    }
    throw unreadable();
  }

  private static Refusal unreadable() {
    return Refusal.internal(
        "error unmarshalling REDIS rules in the creation statement JSON: a list of texts is"
            + " expected");
  }

  @Override
  public boolean isWrongPassword(Outcome.Refused refused) {
    return refused.errorClass().equals("WRONGPASS");
  }

  @Override
  public boolean isStatementRefused(Outcome.Refused refused) {
    return refused.errorClass().equals("ERR");
  }

  @Override
  public String unconnected(Outcome.Refused refused, DatabaseTarget target) {
    return isWrongPassword(refused)
        ? "response returned from Conn: " + refused.error()
        : "dial tcp " + target.host() + ":" + target.port() + ": connect: " + refused.error();
  }
}
