package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.api.Logical;
import io.github.jopenlibs.vault.api.WriteOptions;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.response.LogicalResponse;
import io.github.jopenlibs.vault.response.UnwrapResponse;
import io.github.jopenlibs.vault.response.WrapResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Secrets of both versions of KV, and wrapping, through vault-java-driver.
class JavaDriverSecretsTest {
  private static final Map<String, Object> WORLD = Map.of("value", "world");

  private static JavaDriver driver;

  @BeforeAll
  static void start() throws IOException {
    driver = JavaDriver.inMemory();
    driver.root.done("sys/mounts/old", Map.of("type", "kv", "options", Map.of("version", "1")));
  }

  @AfterAll
  static void stop() {
    driver.close();
  }

  private static Logical versioned() throws VaultException {
    return driver.root(2).logical();
  }

  private static Logical plain() throws VaultException {
    return driver.root(1).logical();
  }

  private static int status(LogicalResponse response) {
    return response.getRestResponse().getStatus();
  }

  @Test
  void what_is_written_is_read() throws Exception {
    LogicalResponse written = versioned().write("secret/read", WORLD);

    assertEquals(200, status(written));
    LogicalResponse read = versioned().read("secret/read");
    assertEquals(Map.of("value", "world"), read.getData());
    assertEquals(1L, read.getDataMetadata().getVersion());
    assertEquals(204, status(plain().write("old/read", WORLD)));
    assertEquals(Map.of("value", "world"), plain().read("old/read").getData());
    assertEquals(2_764_800L, plain().read("old/read").getLeaseDuration());
  }

  @Test
  void null_is_a_value() throws Exception {
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("value", null);
    versioned().write("secret/null", nothing);
    plain().write("old/null", nothing);

    assertNull(versioned().read("secret/null").getData().get("value"));
    assertNull(plain().read("old/null").getData().get("value"));
    assertTrue(plain().read("old/null").getDataObject().get("value").isNull());
  }

  @Test
  void values_of_each_type_come_back_as_they_were() throws Exception {
    JsonObject nested =
        Json.object()
            .add("true", true)
            .add("number", 123)
            .add("list", Json.array("a", "b"))
            .add("object", Json.object().add("c", "d"));
    Map<String, Object> all =
        Map.of("flag", true, "whole", 1001, "part", 123.456, "text", "ü \" \n", "nested", nested);
    versioned().write("secret/types", all);
    plain().write("old/types", all);

    for (LogicalResponse read :
        List.of(versioned().read("secret/types"), plain().read("old/types"))) {
      JsonObject data = read.getDataObject();
      data = data.get("data") == null ? data : data.get("data").asObject();
      assertTrue(data.getBoolean("flag"));
      assertEquals(1001, data.getInt("whole"));
      assertEquals(123.456, data.get("part").asDouble());
      assertEquals("ü \" \n", data.getString("text"));
      assertEquals(123, data.get("nested").asObject().getInt("number"));
      assertEquals(2, data.get("nested").asObject().get("list").asArray().size());
    }
  }

  @Test
  void versions_are_read_deleted_brought_back_and_destroyed() throws Exception {
    versioned().write("secret/versions", WORLD);
    versioned().write("secret/versions", Map.of("value", "second"));
    assertEquals("world", versioned().read("secret/versions", true, 1).getData().get("value"));

    versioned().delete("secret/versions", new int[] {1});
    assertEquals(404, status(versioned().read("secret/versions", true, 1)));
    assertEquals("second", versioned().read("secret/versions").getData().get("value"));

    versioned().unDelete("secret/versions", new int[] {1});
    assertEquals("world", versioned().read("secret/versions", true, 1).getData().get("value"));

    versioned().destroy("secret/versions", new int[] {1});
    assertEquals(404, status(versioned().read("secret/versions", true, 1)));
    versioned().unDelete("secret/versions", new int[] {1});
    assertEquals(404, status(versioned().read("secret/versions", true, 1)));
  }

  @Test
  void check_and_set_lets_the_first_writer_win() throws Exception {
    WriteOptions absent = new WriteOptions().checkAndSet(0L).build();
    versioned().write("secret/cas", WORLD, null, absent);

    LogicalResponse second = versioned().write("secret/cas", WORLD, null, absent);

    assertEquals(400, status(second));
    assertEquals(1L, versioned().read("secret/cas").getDataMetadata().getVersion());
  }

  @Test
  void names_are_listed_until_they_are_deleted() throws Exception {
    versioned().write("secret/folder/a", WORLD);
    plain().write("old/folder/a", WORLD);
    assertTrue(versioned().list("secret/folder").getListData().contains("a"));
    assertTrue(plain().list("old").getListData().contains("folder/"));

    versioned().delete("secret/folder/a");
    plain().delete("old/folder/a");

    assertFalse(versioned().list("secret/folder").getListData().contains("a"));
    assertEquals(404, status(plain().list("old/folder")));
    assertEquals(404, status(plain().read("old/folder/a")));
  }

  @Test
  void who_may_nothing_is_told_so() throws Exception {
    Logical weak = driver.with(driver.token(List.of("nobody")), 2).logical();

    assertEquals(403, status(weak.read("secret/a")));
    assertEquals(403, status(weak.list("secret/a")));
    assertEquals(403, status(weak.write("secret/a", WORLD)));
    VaultException denied = assertThrows(VaultException.class, () -> weak.delete("secret/a"));
    assertEquals(403, denied.getHttpStatusCode());
    assertTrue(JavaDriver.words(denied).contains("permission denied"), JavaDriver.words(denied));
  }

  @Test
  void the_driver_finds_out_which_mount_has_versions() throws Exception {
    Vault vault = driver.discovering();

    assertEquals("2", vault.getSecretEngineVersions().get("secret/"));
    assertEquals("1", vault.getSecretEngineVersions().get("old/"));
    assertNull(vault.getSecretEngineVersions().get("none/"));
  }

  @Test
  void an_old_mount_gets_versions() throws Exception {
    driver.root.done("sys/mounts/grows", Map.of("type", "kv", "options", Map.of("version", "1")));
    plain().write("grows/a", WORLD);

    plain().upgrade("grows/");

    assertEquals("2", driver.discovering().getSecretEngineVersions().get("grows/"));
    assertEquals("world", versioned().read("grows/a").getData().get("value"));
  }

  @Test
  void an_answer_is_wrapped_looked_up_and_unwrapped_once() throws Exception {
    WrapResponse wrapped =
        driver.root(1).sys().wrapping().wrap(new JsonObject().add("a", "b").add("n", 1), 60);
    assertEquals(60, wrapped.getTtl());
    assertEquals("sys/wrapping/wrap", wrapped.getCreationPath());

    LogicalResponse seen = driver.root(1).sys().wrapping().lookupWrap(wrapped.getToken(), false);
    assertEquals("sys/wrapping/wrap", seen.getData().get("creation_path"));
    assertEquals("60", seen.getData().get("creation_ttl"));

    UnwrapResponse unwrapped =
        driver.with(wrapped.getToken(), 1).sys().wrapping().unwrap(wrapped.getToken(), false);
    assertEquals("b", unwrapped.getData().getString("a"));
    VaultException again =
        assertThrows(
            VaultException.class,
            () -> driver.root(1).sys().wrapping().unwrap(wrapped.getToken(), true));
    assertEquals(400, again.getHttpStatusCode());
  }

  @Test
  void a_wrapped_answer_is_wrapped_anew() throws Exception {
    WrapResponse first = driver.root(1).sys().wrapping().wrap(new JsonObject().add("a", "b"), 60);

    WrapResponse second = driver.root(1).sys().wrapping().rewrap(first.getToken());

    assertEquals(60, second.getTtl());
    assertThrows(
        VaultException.class, () -> driver.root(1).sys().wrapping().lookupWrap(first.getToken()));
    assertEquals(
        "b",
        driver.root(1).sys().wrapping().unwrap(second.getToken(), true).getData().getString("a"));
  }

  @Test
  void a_written_answer_is_wrapped_by_the_header() throws Exception {
    driver.root.done("sys/auth/wrapped", Map.of("type", "approle"));
    driver.root.done("auth/wrapped/role/app", Map.of());

    LogicalResponse made = plain().write("auth/wrapped/role/app/secret-id", null, 30);

    WrapResponse wrap = made.getWrapResponse();
    assertEquals(30, wrap.getTtl());
    assertEquals(
        36,
        driver
            .root(1)
            .sys()
            .wrapping()
            .unwrap(wrap.getToken(), true)
            .getData()
            .getString("secret_id")
            .length());
  }
}
