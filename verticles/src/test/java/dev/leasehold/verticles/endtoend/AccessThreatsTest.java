package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.verticles.transcript.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The checks of THREATS.md about names and paths, over real HTTP: another spelling gets nobody
/// further.
class AccessThreatsTest {
  private static final List<String> ROOTS = List.of("root", " root", "ROOT", "Root ", "\troot");

  private static Running server;
  private static Client root;

  @BeforeAll
  static void start() throws IOException {
    server = Running.inMemory();
    root = server.client();
    root.done("sys/auth/userpass", Map.of("type", "userpass"));
    root.done("sys/auth/approle", Map.of("type", "approle"));
    root.done("secret/data/team/mine", Map.of("data", Map.of("v", "ours")));
    root.done("secret/data/other/x", Map.of("data", Map.of("v", "theirs")));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String token(String policy, String text) throws IOException {
    root.done("sys/policies/acl/" + policy, Map.of("policy", text));
    return root.done(
            "auth/token/create", Map.of("policies", List.of(policy), "no_default_policy", true))
        .text("/auth/client_token");
  }

  @Test
  void T5_the_lock_counts_a_name_however_it_is_written() throws Exception {
    root.done("auth/userpass/users/ada", Map.of("password", "engine"));
    for (String spelling : List.of("ada", "Ada", "ADA", "aDA", "adA")) {
      Client.Answer wrong =
          root.as("").post("auth/userpass/login/" + spelling, Map.of("password", "guess"));
      assertEquals(400, wrong.status(), spelling);
    }

    for (String spelling : List.of("ada", "ADa")) {
      Client.Answer locked =
          root.as("").post("auth/userpass/login/" + spelling, Map.of("password", "engine"));
      assertEquals(403, locked.status(), spelling);
    }
    for (String spelling : List.of("ada%20", "%20ada", "ada%09", "ada%00", "ada.")) {
      Client.Answer other =
          root.as("").post("auth/userpass/login/" + spelling, Map.of("password", "engine"));
      assertFalse(other.good(), spelling + " logged in: " + other);
    }
  }

  @Test
  void T5_the_lock_counts_a_role_id_without_the_blanks_around_it() throws Exception {
    root.done("auth/approle/role/app", Map.of("role_id", "app-id"));
    String secretId =
        root.done("auth/approle/role/app/secret-id", Map.of()).text("/data/secret_id");
    for (String spelling : List.of("app-id", " app-id", "app-id ", "\tapp-id", "app-id\n")) {
      Client.Answer wrong =
          root.as("").post("auth/approle/login", Map.of("role_id", spelling, "secret_id", "guess"));
      assertEquals(400, wrong.status(), spelling);
    }

    for (String spelling : List.of("app-id", " app-id ")) {
      Client.Answer locked =
          root.as("")
              .post("auth/approle/login", Map.of("role_id", spelling, "secret_id", secretId));
      assertEquals(403, locked.status(), spelling);
    }
  }

  @Test
  void T7_no_login_gives_root_however_it_is_written() throws Exception {
    for (String name : ROOTS) {
      root.done(
          "auth/userpass/users/eve", Map.of("password", "pw", "token_policies", List.of(name)));
      assertNoRoot(root.as("").post("auth/userpass/login/eve", Map.of("password", "pw")), name);
      root.done(
          "auth/approle/role/eve",
          Map.of("role_id", "eve", "bind_secret_id", true, "token_policies", List.of(name)));
      String secretId =
          root.done("auth/approle/role/eve/secret-id", Map.of()).text("/data/secret_id");
      assertNoRoot(
          root.as("").post("auth/approle/login", Map.of("role_id", "eve", "secret_id", secretId)),
          name);
    }
  }

  @Test
  void T7_who_may_make_tokens_makes_no_root_token_however_it_is_written() throws Exception {
    String maker =
        token(
            "maker", "path \"auth/token/*\" { capabilities = [\"create\", \"update\", \"sudo\"] }");
    for (String name : ROOTS) {
      Map<String, Object> asked = Map.of("policies", List.of(name));
      assertNoRoot(root.as(maker).post("auth/token/create", asked), name);
      assertNoRoot(root.as(maker).post("auth/token/create-orphan", asked), name);
      root.as(maker).post("auth/token/roles/r", Map.of("allowed_policies", List.of(name)));
      assertNoRoot(root.as(maker).post("auth/token/create/r", asked), name);
    }
  }

  @Test
  void T7_who_may_write_entities_and_groups_gets_no_root() throws Exception {
    String writer =
        token("writer", "path \"identity/*\" { capabilities = [\"create\", \"update\"] }");
    root.done("auth/userpass/users/mallory", Map.of("password", "pw"));
    Client.Answer login = root.as("").post("auth/userpass/login/mallory", Map.of("password", "pw"));
    String entity = login.text("/auth/entity_id");
    for (String name : ROOTS) {
      root.as(writer)
          .post("identity/entity/id/" + entity, Map.of("policies", List.of(name, "default")));
      root.as(writer)
          .post(
              "identity/group/name/g",
              Map.of("policies", List.of(name), "member_entity_ids", List.of(entity)));

      Client mallory = root.as(login.text("/auth/client_token"));
      assertEquals(403, mallory.get("sys/mounts").status(), "as " + name);
      assertNoRoot(root.as("").post("auth/userpass/login/mallory", Map.of("password", "pw")), name);
    }
  }

  private static void assertNoRoot(Client.Answer answer, String name) throws IOException {
    for (JsonNode policy : answer.body().at("/auth/policies")) {
      assertFalse(policy.asText().strip().equalsIgnoreCase("root"), name + " gave " + answer);
    }
    if (answer.good()) {
      Client bearer = root.as(answer.text("/auth/client_token"));
      assertEquals(403, bearer.get("sys/mounts").status(), name + " gave rights");
    }
  }

  @Test
  void T12_no_spelling_of_a_path_leaves_what_a_policy_allows() throws Exception {
    String token = token("team", "path \"secret/data/team/*\" { capabilities = [\"read\"] }");
    assertEquals(200, root.as(token).get("secret/data/team/mine").status());
    for (String target :
        List.of(
            "secret/data/team/../other/x",
            "secret/data/team/%2e%2e/other/x",
            "secret/data/team/%2E./other/x",
            "secret/data/team/..%2fother/x",
            "secret/data/team%2f..%2fother%2fx",
            "secret/data/team/%252e%252e/other/x",
            "secret/data/team//../other/x",
            "secret/data/team/./../other/x",
            "secret/data/team/..;/other/x",
            "secret/data/team/%5c../other/x",
            "secret/data/team\\..\\other/x",
            "secret/data/team/%00/../../other/x",
            "secret/data/team/%c0%ae%c0%ae/other/x",
            "secret/data/team/%ef%bc%8e%ef%bc%8e/other/x",
            "secret/data/team/%e2%80%a5/other/x",
            "secret//data/other/x",
            "/secret/data/other/x",
            "./secret/data/other/x",
            "Secret/data/other/x",
            "secret/data/other/x/",
            "secret/data/other/x?path=secret/data/team/mine")) {
      assertNothingOfTheirs(token, "/v1/" + target);
    }
  }

  private static void assertNothingOfTheirs(String token, String target) throws IOException {
    Wire.Reply reply = sent(token, target);
    if (reply.status() == 301) {
      reply = sent(token, String.valueOf(reply.headers().get("location")));
    }
    assertTrue(reply.status() >= 400, target + " was answered " + reply);
    assertFalse(reply.body().contains("theirs"), target);
  }

  private static Wire.Reply sent(String token, String target) throws IOException {
    try (Wire wire = new Wire("127.0.0.1", server.port())) {
      return wire.send(
              "GET " + target + " HTTP/1.1\r\nHost: x\r\nX-Vault-Token: " + token + "\r\n\r\n")
          .receive();
    }
  }

  @Test
  void T13_a_denied_folder_is_listed_neither_with_nor_without_its_slash() throws Exception {
    for (String denied : List.of("secret/metadata/other", "secret/metadata/other/")) {
      String token =
          token(
              "lister",
              "path \"secret/metadata/*\" { capabilities = [\"list\"] }\npath \""
                  + denied
                  + "\" { capabilities = [\"deny\"] }");
      assertEquals(200, root.as(token).list("secret/metadata/team").status());
      assertEquals(403, root.as(token).list("secret/metadata/other").status(), denied);
      assertEquals(403, root.as(token).list("secret/metadata/other/").status(), denied);
      assertEquals(403, root.as(token).get("secret/metadata/other?list=true").status(), denied);
    }
  }
}
