package dev.leasehold.verticles.cli;

import static dev.leasehold.verticles.cli.CannedServer.Outcome.failed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the `kv` commands for engines with versions send, print and return, compared with what the
/// reference `vault` was seen to do.
final class KvCommandsTest {
  private static final String ASK = "GET /v1/sys/internal/ui/mounts/";
  private static final String V2 =
      "{\"data\":{\"path\":\"secret/\",\"options\":{\"version\":\"2\"}}}";
  private static final String WRITTEN = "{\"data\":{\"version\":2,\"destroyed\":false}}";

  @TempDir private Path home;
  private CannedServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        new CannedServer(home)
            .answers(ASK + "secret/foo", 200, V2)
            .answers(ASK + "secret", 200, V2)
            .answers(ASK + "one/foo", 200, "{\"data\":{\"path\":\"one/\",\"options\":null}}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_patch_is_merged_by_the_server() {
    server.answers("PATCH /v1/secret/data/foo", 200, WRITTEN);
    String shown =
        """
        = Secret Path =
        secret/data/foo

        ==== Metadata ====
        Key          Value
        ---          -----
        destroyed    false
        version      2
        """;
    assertEquals(
        new CannedServer.Outcome(0, shown, ""),
        server.run("kv", "patch", "-cas=1", "-remove-data=old", "secret/foo", "a=b"));
    assertEquals(
        List.of(
            ASK + "secret/foo",
            "PATCH /v1/secret/data/foo"
                + " {\"data\":{\"a\":\"b\",\"old\":null},\"options\":{\"cas\":1}}"),
        server.requests);
    assertEquals(
        List.of("application/merge-patch+json"), server.headers.getLast().get("Content-type"));
    assertEquals("2", server.run("kv", "patch", "-field=version", "secret/foo", "a=b").out());
  }

  @Test
  void a_patch_that_the_server_refuses_is_read_merged_and_written() {
    server
        .answers("PATCH /v1/secret/data/foo", 403, "{\"errors\":[\"permission denied\"]}")
        .answers(
            "GET /v1/secret/data/foo",
            200,
            "{\"data\":{\"data\":{\"a\":\"1\",\"c\":\"3\"},\"metadata\":{\"version\":7}}}")
        .answers("PUT /v1/secret/data/foo", 200, WRITTEN);
    CannedServer.Outcome outcome = server.run("kv", "patch", "-mount=secret", "foo", "a=b");
    assertEquals(0, outcome.code());
    assertEquals(
        "Data was written to secret/data/foo but we recommend that you add the \"patch\" capability"
            + " to your ACL policy in order to use HTTP PATCH in the future.\n",
        outcome.err());
    assertEquals(
        "PUT /v1/secret/data/foo {\"data\":{\"a\":\"b\",\"c\":\"3\"},\"options\":{\"cas\":7}}",
        server.requests.getLast());
    assertEquals(2, server.run("kv", "patch", "-method=patch", "secret/foo", "a=b").code());
    assertEquals(0, server.run("kv", "patch", "-method=rw", "secret/foo", "a=b").code());
    assertEquals(
        failed(2, "Unsupported method provided to -method flag: x"),
        server.run("kv", "patch", "-method=x", "secret/foo", "a=b"));
  }

  @Test
  void only_what_is_there_can_be_patched_by_hand() {
    String[] line = {"kv", "patch", "-method=rw", "secret/foo", "a=b"};
    assertEquals(failed(2, "No value found at secret/data/foo"), server.run(line));
    server.answers("GET /v1/secret/data/foo", 200, "{\"data\":{\"data\":{}}}");
    assertEquals(
        failed(2, "No metadata found at secret/data/foo; patch only works on existing data"),
        server.run(line));
    server.answers("GET /v1/secret/data/foo", 200, "{\"data\":{\"data\":{},\"metadata\":1}}");
    assertEquals(
        failed(2, "Metadata found at secret/data/foo is not the expected type (JSON object)"),
        server.run(line));
  }

  @Test
  void an_engine_without_versions_has_no_such_commands() {
    String patch = "K/V engine mount must be version 2 for patch support";
    String rollback = "K/V engine mount must be version 2 for rollback support";
    assertEquals(failed(2, patch), server.run("kv", "patch", "one/foo", "a=b"));
    assertEquals(failed(2, rollback), server.run("kv", "rollback", "-version=1", "one/foo"));
    assertEquals(
        failed(1, "Undelete not supported on KV Version 1"),
        server.run("kv", "undelete", "-versions=1", "one/foo"));
    assertEquals(
        failed(1, "Destroy not supported on KV Version 1"),
        server.run("kv", "destroy", "-versions=1", "one/foo"));
    for (String verb : List.of("get", "put", "patch", "delete")) {
      assertEquals(
          failed(1, "Metadata not supported on KV Version 1"),
          server.run("kv", "metadata", verb, "one/foo"));
    }
  }

  @Test
  void versions_are_named_with_commas_or_one_by_one() {
    for (String verb : List.of("delete", "undelete", "destroy")) {
      server.answers("PUT /v1/secret/" + verb + "/foo", 204, "");
      String path = verb.equals("delete") ? "data" : verb;
      String done = verb.equals("delete") ? "Data deleted (if it existed) at" : "Data written to";
      assertEquals(
          new CannedServer.Outcome(0, "Success! %s: secret/%s/foo\n".formatted(done, path), ""),
          server.run("kv", verb, "-versions=1, 2", "-versions", "3", "secret/foo"));
      assertEquals(
          "PUT /v1/secret/%s/foo {\"versions\":[\"1\",\"2\",\"3\"]}".formatted(verb),
          server.requests.getLast());
    }
    assertEquals(
        failed(
            1,
            "No versions provided, use the \"-versions\" flag to specify the version to"
                + " destroy."),
        server.run("kv", "destroy", "secret/foo"));
  }

  @Test
  void a_rollback_writes_the_old_version_if_nobody_wrote_in_between() {
    server
        .answers(
            "GET /v1/secret/data/foo", 200, "{\"data\":{\"data\":{},\"metadata\":{\"version\":5}}}")
        .answers(
            "GET /v1/secret/data/foo?version=2",
            200,
            "{\"data\":{\"data\":{\"a\":\"2\"},"
                + "\"metadata\":{\"version\":2,\"deletion_time\":\"\"}}}")
        .answers(
            "GET /v1/secret/data/foo?version=3",
            404,
            "{\"data\":{\"data\":null,\"metadata\":{\"version\":3,\"deletion_time\":\"2024\"}}}")
        .answers(
            "GET /v1/secret/data/foo?version=4",
            404,
            "{\"data\":{\"data\":null,\"metadata\":{\"version\":4,\"destroyed\":true}}}")
        .answers("PUT /v1/secret/data/foo", 200, WRITTEN);
    String shown = "Key          Value\n---          -----\ndestroyed    false\nversion      2\n";
    assertEquals(
        new CannedServer.Outcome(0, shown, ""),
        server.run("kv", "rollback", "-version=2", "-mount=secret", "foo"));
    assertEquals(
        List.of(
            ASK + "secret",
            "GET /v1/secret/data/foo",
            "GET /v1/secret/data/foo?version=2",
            "PUT /v1/secret/data/foo {\"data\":{\"a\":\"2\"},\"options\":{\"cas\":5}}"),
        server.requests);
    assertEquals(
        failed(2, "Cannot roll back to a version that has been deleted"),
        server.run("kv", "rollback", "-version=3", "secret/foo"));
    assertEquals(
        failed(2, "Cannot roll back to a version that has been destroyed"),
        server.run("kv", "rollback", "-version=4", "secret/foo"));
    assertEquals(
        failed(1, "Version flag must be specified"), server.run("kv", "rollback", "secret/foo"));
    assertEquals(
        failed(1, "Invalid value 0 for the version flag"),
        server.run("kv", "rollback", "-version=0", "secret/foo"));
  }

  @Test
  void metadata_shows_the_settings_and_then_each_version_in_order() {
    server.answers(
        "GET /v1/secret/metadata/foo",
        200,
        "{\"data\":{\"max_versions\":0,\"versions\":{\"10\":{\"destroyed\":true},"
            + "\"9\":{\"destroyed\":false}}}}");
    String shown =
        """
        == Metadata Path ==
        secret/metadata/foo

        ====== Metadata ======
        Key             Value
        ---             -----
        max_versions    0

        ==== Version 9 ====
        Key          Value
        ---          -----
        destroyed    false

        === Version 10 ===
        Key          Value
        ---          -----
        destroyed    true
        """;
    assertEquals(
        new CannedServer.Outcome(0, shown, ""), server.run("kv", "metadata", "get", "secret/foo"));
    assertTrue(
        server.run("kv", "metadata", "get", "-format=json", "secret/foo").out().startsWith("{\n"));
  }

  @Test
  void metadata_is_set_and_changed_and_deleted() {
    server
        .answers("PUT /v1/secret/metadata/foo", 204, "")
        .answers("PATCH /v1/secret/metadata/foo", 204, "")
        .answers("DELETE /v1/secret/metadata/foo", 204, "");
    String[] put = {
      "kv",
      "metadata",
      "put",
      "-max-versions=5",
      "-delete-version-after=3h25m",
      "-cas-required",
      "-custom-metadata=a=b",
      "secret/foo"
    };
    String written = "Success! Data written to: secret/metadata/foo\n";
    assertEquals(new CannedServer.Outcome(0, written, ""), server.run(put));
    assertEquals(
        "PUT /v1/secret/metadata/foo {\"max_versions\":5,\"delete_version_after\":\"3h25m0s\","
            + "\"cas_required\":true,\"custom_metadata\":{\"a\":\"b\"}}",
        server.requests.getLast());
    server.run("kv", "metadata", "patch", "-remove-custom-metadata=a", "secret/foo");
    assertEquals(
        "PATCH /v1/secret/metadata/foo {\"custom_metadata\":{\"a\":null}}",
        server.requests.getLast());
    assertEquals(
        "Success! Data deleted (if it existed) at: secret/metadata/foo\n",
        server.run("kv", "metadata", "delete", "-mount=secret", "foo").out());
  }

  @Test
  void an_engine_is_made_to_keep_versions() {
    server.answers("POST /v1/sys/mounts/one/tune", 204, "");
    assertEquals(
        new CannedServer.Outcome(0, "Success! Tuned the secrets engine at: one/\n", ""),
        server.run("kv", "enable-versioning", "one"));
    assertEquals(
        List.of(
            "POST /v1/sys/mounts/one/tune {\"options\":{\"version\":\"2\"},"
                + "\"default_lease_ttl\":\"\",\"max_lease_ttl\":\"\",\"force_no_cache\":false}"),
        server.requests);
  }
}
