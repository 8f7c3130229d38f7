package dev.leasehold.verticles.engine.astra;

import static dev.leasehold.verticles.engine.astra.AstraMount.asked;
import static dev.leasehold.verticles.engine.astra.AstraMount.config;
import static dev.leasehold.verticles.engine.astra.AstraMount.role;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What is refused, in the plugin's words, and with statuses that no client repeats (A13).
class AstraRefusalsTest {
  private final AstraMount mount = AstraMount.configured();

  private static Map<String, Object> with(Map<String, Object> data, String... more) {
    Map<String, Object> all = new HashMap<>(data);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  private static Map<String, Object> without(Map<String, Object> data, String... names) {
    Map<String, Object> all = new HashMap<>(data);
    for (String name : names) {
      all.remove(name);
    }
    return all;
  }

  private static Map<String, Object> other(String... more) {
    return with(with(config(), "org_id", "P"), more);
  }

  @Test
  void a_config_needs_its_parts_in_the_plugins_order() {
    String path = "config";
    String needs = "BAD_REQUEST please provide ";
    assertEquals(needs + "an org_id argument", write(path, without(other(), "org_id")));
    assertEquals("BAD_REQUEST org ID is an empty string", write(path, other("org_id", "")));
    assertEquals(
        needs + "an astra_token argument", write(path, without(other(), "astra_token", "url")));
    assertEquals(needs + "a url argument", write(path, without(other(), "url")));
    assertEquals(
        "BAD_REQUEST unrecognised caller_mode argument; valid values are 'standard' or 'sidecar'",
        write(path, other("caller_mode", "")));
    assertEquals(
        "BAD_REQUEST error converting input 1w for field \"renewal_time\": time: unknown unit"
            + " \"w\" in duration \"1w\"",
        write(path, other("renewal_time", "1w")));
  }

  @Test
  void A26_nothing_unusable_is_stored() {
    assertEquals(
        "BAD_REQUEST please provide an astra_token argument",
        write("config", other("astra_token", "")));
    assertEquals(
        "BAD_REQUEST astra_token holds characters that no token has",
        write("config", other("astra_token", "a\r\nb")));
    assertEquals("BAD_REQUEST please provide a url argument", write("config", other("url", "")));
    for (String url :
        List.of("api.astra", "ftp://a", "https://u:p@a", "https://a/?b", "https://a#b")) {
      assertEquals(
          "BAD_REQUEST the url argument must be an http or https URL of a server",
          write("config", other("url", url)));
    }
  }

  @Test
  void T36_a_url_is_not_changed_without_showing_the_token() {
    assertEquals(
        "BAD_REQUEST please provide an astra_token argument where the url changes",
        write("config", Map.of("org_id", "O", "url", "https://evil.example")));
    mount.write("config", Map.of("org_id", "O", "logical_name", "M"));
    assertEquals(
        "M", mount.read(Operation.READ, "config", Map.of("org_id", "O")).get("logical_name"));
  }

  private String write(String path, Map<String, Object> data) {
    return mount.refused(Operation.UPDATE, path, data);
  }

  private String read(String path, Map<String, Object> data) {
    return mount.refused(Operation.READ, path, data);
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertEquals(
        "NOT_FOUND unable to find config for org ID X", read("config", Map.of("org_id", "X")));
    assertEquals(
        "NOT_FOUND unable to find config for logical name x",
        read("config", Map.of("logical_name", "x")));
    assertEquals(
        "BAD_REQUEST please provide an org_id or a logical_name argument",
        read("config", Map.of()));
    assertEquals("NOT_FOUND ", read("role", Map.of("org_id", "O", "role_name", "none")));
    assertEquals(
        "BAD_REQUEST please provide a role_name argument", read("role", Map.of("org_id", "O")));
    assertEquals(
        "BAD_REQUEST please provide an org_id argument", read("role", Map.of("role", "r")));
    assertEquals(
        "NOT_FOUND no token found with clientId C", read("org/token", Map.of("client_id", "C")));
    assertEquals(
        "NOT_FOUND unable to find token for org IDO, role r, with logical name app1",
        read("org/token", asked("App1")));
    AstraMount empty = new AstraMount();
    assertEquals("NOT_FOUND no configs found", empty.refused(Operation.LIST, "configs/", Map.of()));
    assertEquals("NOT_FOUND no roles found", empty.refused(Operation.LIST, "roles/", Map.of()));
    assertEquals(
        "NOT_FOUND no tokens found", empty.refused(Operation.LIST, "org/tokens/", Map.of()));
    assertEquals(
        "NOT_FOUND error retrieving configs: no configs found",
        empty.refused(Operation.READ, "config", Map.of("logical_name", "x")));
  }

  @Test
  void a_token_needs_its_parts_in_the_plugins_order() {
    String path = "org/token";
    assertEquals("BAD_REQUEST please provide an org_id argument", write(path, Map.of()));
    assertEquals(
        "BAD_REQUEST unable to find config for org IDX", write(path, Map.of("org_id", "X")));
    assertEquals(
        "BAD_REQUEST please provide a role_name argument", write(path, Map.of("org_id", "O")));
    assertEquals(
        "BAD_REQUEST please provide a logical_name argument",
        write(path, Map.of("org_id", "O", "role", "none")));
    assertEquals(
        "BAD_REQUEST logical_name is set to an empty string; a non-empty value must be provided",
        write(path, asked("")));
    assertEquals(
        "BAD_REQUEST unable to find role none", write(path, with(asked("a"), "role_name", "None")));
    assertEquals(
        "BAD_REQUEST Field validation failed: error converting input bad for field \"metadata\":"
            + " invalid key pair \"bad\"",
        write(path, with(asked("a"), "metadata", "bad")));
  }

  @Test
  void A5_a_role_id_is_a_uuid_and_nothing_else() {
    for (String id : List.of("", "I", "x\"],\"orgId\":\"y", AstraMount.ROLE_ID + " ")) {
      assertEquals(
          "BAD_REQUEST the role_id argument must be the UUID of a role in Astra",
          write("role", with(role(), "role_id", id)));
    }
    assertEquals(
        "BAD_REQUEST please provide a role_id argument",
        write("role", Map.of("org_id", "O", "role_name", "new")));
  }

  @Test
  void a_ttl_is_a_duration() {
    Map<String, String> wrong =
        Map.of(
            "1w", "time: unknown unit \"w\" in duration \"1w\"",
            "abc", "time: invalid duration \"abc\"",
            "-5", "cannot provide negative value '-5'");
    wrong.forEach((text, why) ->
        assertEquals(
            "BAD_REQUEST error converting input " + text + " for field \"ttl\": " + why,
            write("role", with(role(), "ttl", text))));
  }

  @Test
  void A12_an_organization_beside_a_client_id_must_be_the_tokens() {
    mount.issue("App1", 'a');
    Map<String, Object> asked = new HashMap<>(Map.of("client_id", "a".repeat(24)));
    assertEquals("O", mount.read(Operation.READ, "org/token", asked).get("orgId"));
    asked.put("org_id", "P");
    assertEquals(
        "NOT_FOUND no token found with clientId " + "a".repeat(24), read("org/token", asked));
  }

  @Test
  void A12_neither_reads_nor_lists_show_a_secret_unless_the_mount_is_to_answer_as_the_plugin() {
    mount.issue("App1", 'a');
    AstraMount open = AstraMount.configured(AstraEngine.PLUGIN_ANSWERS);
    open.issue("App1", 'a');

    for (String path : List.of("configs/", "org/tokens/")) {
      String closed = String.valueOf(mount.read(Operation.LIST, path, Map.of()));
      assertFalse(closed.contains("token="), path + " holds " + closed);
      String shown = String.valueOf(open.read(Operation.LIST, path, Map.of()));
      assertEquals(true, shown.contains("token=SecretBytes"), path + " holds " + shown);
    }
    Map<String, Object> org = Map.of("org_id", "O");
    assertFalse(mount.read(Operation.READ, "config", org).containsKey("astra_token"));
    assertEquals(true, open.read(Operation.READ, "config", org).containsKey("astra_token"));
  }

  @Test
  void A17_A22_odd_names_are_names_like_others() {
    Map<String, Object> odd = other();
    odd.put("org_id", "o:p/q");
    mount.write("config", odd);
    Map<String, Object> role = new HashMap<>(role());
    role.put("org_id", "o:p/q");
    role.put("role_name", "c:d/e");
    mount.write("role", role);
    role.put("org_id", "O");
    mount.write("role", role);

    assertEquals(
        List.of("O", "o:p/q"), mount.read(Operation.LIST, "configs/", Map.of()).get("keys"));
    List<String> names = new ArrayList<>(List.of("O:c:d/e", "o:p/q:c:d/e", "r"));
    List<?> keys =
        Objects.requireNonNull(
            (List<?>) mount.read(Operation.LIST, "roles/", Map.of()).get("keys"));
    assertEquals(names, keys.stream().map(String::valueOf).sorted().toList());
    mount.perform(
        Operation.DELETE, "role", Map.of("org_id", "O", "role_name", "c:d/e"), new Outcome.Done());
    assertEquals(
        "c:d/e",
        mount
            .read(Operation.READ, "role", Map.of("org_id", "o:p/q", "role_name", "C:D/e"))
            .get("role_name"));
  }

  @Test
  void a_role_reads_back_with_durations_as_go_writes_them() {
    mount.write(
        "role",
        Map.of(
            "org_id",
            "O",
            "role",
            "B",
            "role_id",
            AstraMount.ROLE_ID,
            "ttl",
            "1d",
            "max_ttl",
            "1h30m"));
    assertEquals(
        Map.of(
            "max_ttl", "1h30m0s",
            "org_id", "O",
            "role_id", AstraMount.ROLE_ID,
            "role_name", "b",
            "ttl", "1h30m0s"),
        mount.read(Operation.READ, "role", Map.of("org_id", "O", "role_name", "b")));
  }

  @Test
  void an_organization_is_read_by_its_logical_name_unless_its_id_is_given() {
    assertEquals(
        "O", mount.read(Operation.READ, "config", Map.of("logical_name", "N")).get("org_id"));
    assertEquals(
        "NOT_FOUND unable to find config for org ID X",
        read("config", Map.of("org_id", "X", "logical_name", "N")));
  }
}
