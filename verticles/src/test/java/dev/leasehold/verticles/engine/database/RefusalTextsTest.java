package dev.leasehold.verticles.engine.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The texts are those of Vault 1.14.9, asked for each of these inputs.
class RefusalTextsTest {
  private static final String URL = "postgresql://{{username}}:{{password}}@db/app?sslmode=disable";

  private DatabaseMount mount;

  @BeforeEach
  void configure() {
    mount = new DatabaseMount();
    mount.write("config/pg", Map.copyOf(connection(Map.of("allowed_roles", "r*"))));
    mount.write("config/any", Map.copyOf(connection(Map.of("allowed_roles", "*"))));
    mount.write(
        "static-roles/taken", Map.of("db_name", "any", "username", "u", "rotation_period", 5));
    mount.write("static-roles/taken", Map.of("db_name", "pg", "username", "u"));
    mount.write("config/open", Map.copyOf(connection(Map.of("password", ""))));
    mount.write("roles/r", Map.of("db_name", "pg", "creation_statements", "SELECT 1"));
    mount.write("roles/rempty", Map.of("db_name", "pg"));
    mount.write("roles/rlost", Map.of("db_name", "nodb", "creation_statements", "SELECT 1"));
    mount.write("roles/x", Map.of("db_name", "pg", "creation_statements", "SELECT 1"));
    mount.write("roles/rkey", Map.of("db_name", "pg", "credential_type", "rsa_private_key"));
    mount.write(
        "roles/rpolicy",
        Map.of("db_name", "pg", "credential_config", Map.of("password_policy", "p")));
  }

  private static Map<String, Object> connection(Map<String, Object> more) {
    Map<String, Object> data = new HashMap<>();
    data.put("plugin_name", "postgresql-database-plugin");
    data.put("connection_url", URL);
    data.put("username", "root");
    data.put("password", "secret");
    data.putAll(more);
    return data;
  }

  private static String notFound(String plugin) {
    String line = "\t* plugin not found in the catalog: " + plugin + "\n";
    return "error creating database object: invalid database version: 2 errors occurred:\n"
        + line
        + line
        + "\n";
  }

  static List<Arguments> connectionWrites() {
    return List.of(
        Arguments.of("config/c", Map.of(), "empty plugin name"),
        Arguments.of("config/c", Map.of("plugin_name", "nope"), notFound("nope")),
        Arguments.of(
            "config/c",
            connection(Map.of("plugin_version", "1.2")),
            notFound("postgresql-database-plugin, version=v1.2.0")),
        Arguments.of(
            "config/c",
            Map.of("plugin_name", "postgresql-database-plugin"),
            "error creating database object: connection_url cannot be empty"),
        Arguments.of(
            "config/c",
            connection(Map.of("username", "{{username}}")),
            "error creating database object: username and/or password cannot contain the template"
                + " variables"),
        Arguments.of(
            "config/c",
            connection(Map.of("max_connection_lifetime", "xx")),
            "error creating database object: invalid max_connection_lifetime: time: invalid"
                + " duration \"xx\""),
        Arguments.of(
            "config/c",
            connection(Map.of("username_template", "{{")),
            "error creating database object: unable to initialize username template: unable to"
                + " parse template: template: template:1: unclosed action"),
        Arguments.of(
            "config/c",
            connection(Map.of("username_template", "{{ nope }}")),
            "error creating database object: unable to initialize username template: unable to"
                + " parse template: template: template:1: function \"nope\" not defined"),
        Arguments.of(
            "config/c",
            connection(Map.of("username_template", "{{ .Nope }}")),
            "error creating database object: invalid username template: unable to apply template:"
                + " template: template:1:3: executing \"template\" at <.Nope>: can't evaluate field"
                + " Nope in type dbplugin.UsernameMetadata"),
        Arguments.of(
            "config/c",
            connection(Map.of("password_authentication", "x")),
            "error creating database object: 'x' is not a valid password authentication type"),
        Arguments.of(
            "config/c",
            connection(Map.of("max_open_connections", "x")),
            "error creating database object: 1 error(s) decoding:\n\n* cannot parse"
                + " 'max_open_connections' as int: strconv.ParseInt: parsing \"x\": invalid"
                + " syntax"));
  }

  static List<Arguments> otherWrites() {
    return List.of(
        Arguments.of("roles/new", Map.of(), "database name is required"),
        Arguments.of(
            "roles/new",
            Map.of("db_name", "pg", "credential_type", "nope"),
            "invalid credential_type \"nope\""),
        Arguments.of(
            "roles/new",
            Map.of("db_name", "pg", "credential_type", "client_certificate"),
            "credential_config validation failed: invalid key_type"),
        Arguments.of(
            "roles/r",
            Map.of("default_ttl", "x"),
            "error converting input x for field \"default_ttl\": time: invalid duration \"x\""),
        Arguments.of(
            "roles/r",
            Map.of("default_ttl", -1),
            "error converting input -1 for field \"default_ttl\": cannot provide negative value"
                + " '-1'"),
        Arguments.of(
            "reset/nope", Map.of(), "failed to find entry for connection with name: \"nope\""),
        Arguments.of(
            "rotate-root/nope",
            Map.of(),
            "failed to find entry for connection with name: \"nope\""),
        Arguments.of(
            "rotate-root/open",
            Map.of(),
            "unable to rotate root credentials: no password in configuration"),
        Arguments.of(
            "roles/taken", Map.of("db_name", "pg"), "Role and Static Role names must be unique"));
  }

  private static Arguments certificate(Map<String, Object> config, String text) {
    return credential("client_certificate", config, text);
  }

  private static Arguments credential(String type, Map<String, Object> config, String text) {
    return Arguments.of(
        "roles/new",
        Map.of("db_name", "pg", "credential_type", type, "credential_config", config),
        "credential_config validation failed: " + text);
  }

  static List<Arguments> credentialTypes() {
    String number = "1 error(s) decoding:\n\n* cannot parse 'key_bits' as int: strconv.ParseInt:";
    return List.of(
        credential("rsa_private_key", Map.of("key_bits", "1024"), "invalid key_bits: 1024"),
        credential("rsa_private_key", Map.of("format", "x"), "invalid format: x"),
        credential(
            "rsa_private_key", Map.of("key_bits", "x"), number + " parsing \"x\": invalid syntax"),
        certificate(Map.of("key_type", "rsa", "key_bits", "1"), "invalid key_bits"),
        certificate(
            Map.of("key_type", "ec", "key_bits", "x"), number + " parsing \"x\": invalid syntax"),
        certificate(Map.of("key_type", "ed25519", "signature_bits", "1"), "invalid signature_bits"),
        certificate(Map.of("key_type", "rsa"), "missing required common_name_template"),
        certificate(
            Map.of("key_type", "ec", "common_name_template", "{{ nope }}"),
            "failed to create template: unable to parse template: template: template:1: function"
                + " \"nope\" not defined"),
        certificate(
            Map.of("key_type", "ec", "common_name_template", "{{.Nope}}"),
            "invalid common_name_template: unable to apply template: template: template:1:2:"
                + " executing \"template\" at <.Nope>: can't evaluate field Nope in type"
                + " dbplugin.UsernameMetadata"),
        certificate(
            Map.of("key_type", "ec", "common_name_template", "x"), "missing required ca_cert"),
        certificate(
            Map.of("key_type", "ec", "common_name_template", "x", "ca_cert", "x"),
            "missing required ca_private_key"),
        certificate(
            Map.of(
                "key_type",
                "ec",
                "common_name_template",
                "x",
                "ca_cert",
                "x",
                "ca_private_key",
                "y"),
            "no data found in PEM block"));
  }

  private static Arguments fixed(Map<String, Object> form, String text) {
    return Arguments.of("static-roles/rnew", form, text);
  }

  static List<Arguments> staticWrites() {
    Map<String, Object> form = Map.of("db_name", "pg", "username", "u", "rotation_period", 5);
    return List.of(
        fixed(Map.of(), "database name is a required field"),
        fixed(Map.of("db_name", "pg"), "username is a required field to create a static account"),
        fixed(
            Map.of("db_name", "pg", "username", "u"),
            "rotation_period is required to create static accounts"),
        fixed(with(form, "rotation_period", 4), "rotation_period must be 5 seconds or more"),
        fixed(with(form, "credential_type", "nope"), "invalid credential_type \"nope\""),
        fixed(
            with(form, "credential_type", "rsa_private_key"),
            "unsupported credential_type: \"rsa_private_key\""),
        fixed(
            with(form, "db_name", "nope"),
            "failed to find entry for connection with name: \"nope\""),
        fixed(
            with(form, "credential_config", Map.of("password_policy", "nope")),
            "failed to generate password: no password policy found"),
        Arguments.of("static-roles/x2", form, "\"x2\" is not an allowed role"),
        Arguments.of("static-roles/r", form, "Role and Static Role names must be unique"),
        Arguments.of(
            "static-roles/taken",
            Map.of("rotation_period", 10),
            "cannot update static account username"),
        Arguments.of("rotate-role/nope", Map.of(), "no static role found for role name"),
        Arguments.of(
            "rotate-role/taken",
            Map.of(),
            "unable to finish rotating credentials; retries will continue in the background but it"
                + " is also safe to retry manually: \"taken\" is not an allowed role"));
  }

  private static Map<String, Object> with(Map<String, Object> form, String name, Object value) {
    Map<String, Object> all = new HashMap<>(form);
    all.put(name, value);
    return all;
  }

  @ParameterizedTest
  @MethodSource({"connectionWrites", "otherWrites", "credentialTypes", "staticWrites"})
  void a_bad_write_is_refused_in_vaults_words(String path, Map<String, Object> data, String text) {
    Refusal refusal = assertThrows(Refusal.class, () -> mount.plan(Operation.UPDATE, path, data));

    assertEquals(text, refusal.errors().getFirst());
  }

  static List<Arguments> reads() {
    return List.of(
        Arguments.of("creds/nope", "unknown role: nope"),
        Arguments.of("creds/x", "\"x\" is not an allowed role"),
        Arguments.of("creds/rempty", "empty creation statements"),
        Arguments.of("creds/rkey", "unsupported credential_type: \"rsa_private_key\""),
        Arguments.of("creds/rpolicy", "failed to generate password: no password policy found"),
        Arguments.of("creds/rlost", "failed to find entry for connection with name: \"nodb\""));
  }

  @ParameterizedTest
  @MethodSource("reads")
  void credentials_that_cannot_be_are_refused_in_vaults_words(String path, String text) {
    Refusal refusal = assertThrows(Refusal.class, () -> mount.plan(Operation.READ, path, Map.of()));

    assertEquals(text, refusal.errors().getFirst());
  }
}
