package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.database.ConnectionVersion;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A connection as a client writes it over what was there before: fields that are not sent keep
/// their values. Everything that is wrong with it is refused in Vault's words.
///
/// @param seen the version that this is written over, 0 for none
/// @param brought the password if it is a new one
/// @param kept the password that stays, where none is brought
record ConnectionForm(
    String name,
    long seen,
    String plugin,
    ConnectionDetails details,
    @Nullable Payload brought,
    @Nullable PayloadName kept,
    DatabaseTarget target,
    List<String> allowedRoles,
    String passwordPolicy,
    List<String> rootRotationStatements,
    List<String> warnings) {

  private static final Set<String> DECLARED =
      Set.of(
          "name",
          "plugin_name",
          "plugin_version",
          "verify_connection",
          "allowed_roles",
          "root_rotation_statements",
          "password_policy");

  private static final String PASSWORD_IN_URL =
      "Password found in connection_url, use a templated url to enable root rotation and prevent"
          + " read access to password information.";

  private static final Pattern VERSION = Pattern.compile("v?(\\d+)(\\.\\d+)?(\\.\\d+)?");

  /// Reads what a client writes, or refuses.
  static ConnectionForm read(Call call, View head) {
    Fields fields = call.fields();
    String mount = call.mount().uuid();
    String name = fields.text("name");
    ConnectionVersion before = Databases.current(head, mount, name);
    String plugin =
        fields.given("plugin_name") || before == null
            ? fields.text("plugin_name")
            : before.plugin();
    checkPlugin(plugin, fields.text("plugin_version"));
    try {
      return read(call, head, name, before, plugin);
    } catch (ConnectionDetails.Unfit e) {
      throw Refusal.badRequest("error creating database object: " + e.getMessage());
    }
  }

  private static ConnectionForm read(
      Call call, View head, String name, @Nullable ConnectionVersion before, String plugin) {
    Fields fields = call.fields();
    Kind kind = Kinds.of(plugin);
    Map<String, @Nullable Object> settings = new TreeMap<>(call.request().data());
    settings.keySet().removeAll(DECLARED);
    Object given = settings.remove("password");
    settings.remove("private_key");
    Map<String, SecretBytes> keys = keysIn(settings, kind);
    ConnectionDetails base = new ConnectionDetails(before == null ? Map.of() : before.details());
    ConnectionDetails details = base.with(settings).withSecret(keys.keySet());
    kind.check(details);
    kind.check(keys);
    String inline = kind.inlinePassword(details);
    String password =
        inline == null ? checked(given) : settings.containsKey("connection_url") ? inline : null;
    boolean news = password != null || before == null;
    if (!news && !kind.sameServer(details, base)) {
      throw new ConnectionDetails.Unfit(
          "password is required where the host, the port or the TLS mode changes");
    }
    PayloadName kept = before == null ? null : before.password();
    ConnectionSecret secret = secret(head, base, news, password, keys, kept);
    boolean brings = (news || !keys.isEmpty()) && secret.content().length() > 0;
    return new ConnectionForm(
        name,
        Databases.currentVersion(head, call.mount().uuid(), name),
        plugin,
        kind.redacted(details),
        brings ? new Payload(newName(call), secret.content()) : null,
        news || brings ? null : kept,
        kind.target(plugin, details, secret),
        fields.given("allowed_roles") || before == null
            ? fields.list("allowed_roles")
            : before.allowedRoles(),
        fields.given("password_policy") || before == null
            ? fields.text("password_policy")
            : before.passwordPolicy(),
        fields.given("root_rotation_statements") || before == null
            ? fields.list("root_rotation_statements")
            : before.rootRotationStatements(),
        inline == null || !kind.warnsOfInlinePassword() ? List.of() : warnings(call));
  }

  private static @Nullable String checked(@Nullable Object given) {
    String password = given == null ? null : String.valueOf(given);
    if (password != null
        && (password.contains(ConnectionDetails.USERNAME_PLACE)
            || password.contains(ConnectionDetails.PASSWORD_PLACE))) {
      throw new ConnectionDetails.Unfit(
          "username and/or password cannot contain the template variables");
    }
    return password;
  }

  /// Takes the settings that are secrets out of the others.
  private static Map<String, SecretBytes> keysIn(
      Map<String, @Nullable Object> settings, Kind kind) {
    Map<String, SecretBytes> keys = new TreeMap<>();
    for (String name : kind.secretSettings()) {
      Object value = settings.remove(name);
      if (value != null) {
        keys.put(name, SecretBytes.ofUtf8(String.valueOf(value)));
      }
    }
    return keys;
  }

  /// The secret as it was, with what was given put over it. A new password takes no key along that
  /// was given for another server.
  private static ConnectionSecret secret(
      View head,
      ConnectionDetails base,
      boolean news,
      @Nullable String password,
      Map<String, SecretBytes> keys,
      @Nullable PayloadName kept) {
    SecretBytes content = kept == null ? null : head.payload(kept);
    if (!news && kept != null && content == null) {
      throw new ConnectionDetails.Unfit("password is required: the one that was given is gone");
    }
    SecretBytes nothing = SecretBytes.copyOf(new byte[0]);
    ConnectionSecret before =
        content == null
            ? ConnectionSecret.ofPassword(nothing)
            : ConnectionSecret.read(base, content);
    Map<String, SecretBytes> all = new TreeMap<>(before.settings());
    all.putAll(keys);
    return new ConnectionSecret(
        password != null ? SecretBytes.ofUtf8(password) : news ? nothing : before.password(), all);
  }

  static PayloadName newName(Call call) {
    return new PayloadName(HexFormat.of().formatHex(call.entropy().bytes(PayloadName.BYTES)));
  }

  /// The decision to write it over what is there now.
  Decision decide(Call call, View head) {
    String mount = call.mount().uuid();
    if (Databases.currentVersion(head, mount, name) != seen) {
      throw Refusal.of(Refusal.Kind.UNAVAILABLE, "the connection has changed meanwhile");
    }
    PayloadName password = brought == null ? kept : brought.name();
    DatabaseEvent event =
        new DatabaseEvent.ConnectionConfigured(
            mount,
            name,
            Databases.nextVersion(head, mount, name),
            plugin,
            details.values(),
            password,
            allowedRoles,
            passwordPolicy,
            rootRotationStatements);
    Decision decision =
        Decision.of(Response.nothing().warned(warnings), event)
            .destroying(Targets.released(head, mount, name, password));
    return brought == null ? decision : decision.bringing(brought);
  }

  /// Vault mentions unknown fields only where it answers with a body.
  private static List<String> warnings(Call call) {
    List<String> warnings = new ArrayList<>();
    warnings.add(PASSWORD_IN_URL);
    Set<String> unknown = new TreeSet<>(call.request().data().keySet());
    unknown.removeAll(DECLARED);
    if (!unknown.isEmpty()) {
      warnings.add(
          "Endpoint ignored these unrecognized parameters: [" + String.join(" ", unknown) + "]");
    }
    return warnings;
  }

  private static void checkPlugin(String plugin, String version) {
    if (plugin.isEmpty()) {
      throw Refusal.badRequest("empty plugin name");
    }
    if (!version.isEmpty() && !VERSION.matcher(version).matches()) {
      throw Refusal.badRequest(
          "version \""
              + version
              + "\" is not a valid semantic version: Malformed version: "
              + version);
    }
    if (Kinds.find(plugin) != null && version.isEmpty()) {
      return;
    }
    String missing =
        "\t* plugin not found in the catalog: "
            + plugin
            + (version.isEmpty() ? "" : ", version=v" + padded(version))
            + "\n";
    throw Refusal.badRequest(
        "error creating database object: invalid database version: 2 errors occurred:\n"
            + missing
            + missing
            + "\n");
  }

  private static String padded(String version) {
    String[] given = version.replace("v", "").split("\\.", -1);
    String[] all = Arrays.copyOf(given, 3);
    Arrays.setAll(all, i -> all[i] == null ? "0" : all[i]);
    return String.join(".", all);
  }
}
