package dev.leasehold.verticles.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.astrasimulator.Roles;
import dev.leasehold.verticles.astrasimulator.Tenant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class ServerProcessTest {
  @TempDir private Path home;

  @Test
  void a_development_server_answers_and_leaves_nothing_behind_but_the_token() throws Exception {
    answersAndLeavesNothing("Storage: inmem");
  }

  @Test
  void neither_does_one_with_a_log() throws Exception {
    answersAndLeavesNothing("Storage: embedded (", "-dev-embedded");
  }

  private void answersAndLeavesNothing(String storage, String... more) throws Exception {
    List<String> line = new ArrayList<>(List.of("server", "-dev", "-dev-root-token-id=ours"));
    line.add("-dev-listen-address=127.0.0.1:0");
    line.addAll(List.of(more));
    try (ChildServer server = new ChildServer(home, line.toArray(String[]::new))) {
      assertTrue(server.says("Root Token: ours"), server.lines::toString);
      assertTrue(
          server.lines.stream().anyMatch(each -> each.strip().startsWith(storage)),
          server.lines::toString);
      assertEquals(200, server.health());
      Path token = home.resolve(".vault-token");
      assertEquals("ours", Files.readString(token));
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(token)));
      assertEquals(0, server.terminated(), server.lines::toString);
      assertEquals(List.of(), left());
    }
  }

  @Test
  void a_configured_server_keeps_its_folder_to_itself() throws Exception {
    Path data = home.resolve("data");
    Path config =
        Files.writeString(
            home.resolve("server.hcl"),
            """
            disable_mlock = true
            listener "tcp" {
              address = "127.0.0.1:0"
              tls_disable = true
            }
            storage "embedded" { path = "DATA" }
            """
                .replace("DATA", data.toString()));
    try (ChildServer server = new ChildServer(home, "server", "-config=" + config)) {
      assertTrue(server.says("started!"), server.lines::toString);
      assertTrue(
          server.lines.contains("WARNING: " + config + ":1:1: disable_mlock has no effect here"),
          server.lines::toString);
      assertEquals(501, server.health());
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
      try (ChildServer second = new ChildServer(home, "server", "-config", config.toString())) {
        assertEquals(1, second.ended());
        assertEquals(
            List.of("Error starting the server: folder " + data + " is in use by another server"),
            second.lines);
      }
      assertEquals(0, server.terminated(), server.lines::toString);
    }
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));
    try (ChildServer third = new ChildServer(home, "server", "-config=" + config)) {
      assertEquals(1, third.ended());
      assertEquals(
          List.of(
              "Error starting the server: folder "
                  + data
                  + " may be read by others: set its rights to 0700"),
          third.lines);
    }
  }

  @Test
  void the_simulator_of_astra_says_where_it_is_and_stops_when_told() throws Exception {
    String usual = Tenant.demonstration().organization().id();
    try (ChildServer simulator =
        new ChildServer(home, "astra-simulator", "-listen-address=127.0.0.1:0")) {
      assertTrue(simulator.says("What is there"), simulator.lines::toString);
      List<String> lines = simulator.lines.stream().map(String::strip).toList();
      assertTrue(lines.contains("org_id   " + usual), lines::toString);
      assertTrue(
          lines.contains("role_id  " + Roles.id("R/W User") + "  R/W User"), lines::toString);
      assertTrue(lines.stream().noneMatch(line -> line.contains("AstraCS")), lines::toString);
      String url = lines.stream().filter(line -> line.startsWith("url")).findFirst().orElseThrow();
      assertEquals(200, simulator.status(url.substring(3).strip() + "/simulator"));
      assertEquals(0, simulator.terminated(), simulator.lines::toString);
      assertEquals(List.of(), left());
    }
  }

  @Test
  void dev_has_a_role_of_each_target_and_removes_all_of_it() throws Exception {
    try (ChildServer server =
        new ChildServer(
            home, "dev", "-dev-root-token-id=ours", "-dev-listen-address=127.0.0.1:0")) {
      assertTrue(server.says("as they come and go"), server.lines::toString);
      String command =
          server.lines.stream()
              .map(String::strip)
              .filter(line -> line.startsWith("./leasehold write astra/org/token "))
              .findFirst()
              .orElseThrow();
      String body =
          Stream.of(command.split(" "))
              .filter(word -> word.contains("="))
              .map(word -> "\"" + word.replace("=", "\":\"") + "\"")
              .collect(Collectors.joining(",", "{", "}"));

      assertEquals(200, server.asked("POST", "astra/org/token", body));
      assertTrue(server.says("issued    astra/org/token/"), server.lines::toString);
      assertEquals(200, server.asked("GET", "database/creds/app", ""));
      assertTrue(server.says("issued    database/creds/app/"), server.lines::toString);
      assertEquals(0, server.terminated(), server.lines::toString);
      assertEquals(List.of(), left());
      assertTrue(
          server.lines.stream().noneMatch(line -> line.contains("AstraCS")),
          server.lines::toString);
    }
  }

  private List<Path> left() throws Exception {
    try (Stream<Path> all = Files.list(home.resolve("tmp"))) {
      return all.filter(each -> !each.getFileName().toString().startsWith("hsperf")).toList();
    }
  }
}
