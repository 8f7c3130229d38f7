package dev.leasehold.verticles.figures;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/// Prints, as one table, what a KV read, a KV write, a token lookup and a PostgreSQL credential
/// cost at 1, 16 and 64 connections: requests per second, p50 and p99 in milliseconds, CPU seconds
/// of the server per 1,000 requests. Each server gets each load for half a minute before any of it
/// is measured: a virtual machine compiles what it runs often, and on two cores, of which the load
/// takes its part, that takes some hundred thousand requests; and each secret that is written has
/// the ten versions that are kept of it by then. Where `bao` is on the PATH it gets the same load
/// in the same run, as long, and the last column is our rate divided by its.
///
/// Arguments: the launcher, then the seconds of each cell (default 5).
public final class Figures {
  private static final int[] CONNECTIONS = {1, 16, 64};
  private static final int WARM_UP_CONNECTIONS = 64;
  private static final double WARM_UP_SECONDS = 30;

  private Figures() {}

  private record Cell(double rate, double p50, double p99, double cpu, long failures) {}

  public static void main(String[] arguments) throws Exception {
    Path launcher = Path.of(arguments[0]).toAbsolutePath();
    double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 5;
    String which = arguments.length > 2 ? arguments[2] : "";
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start()) {
      List<Map<String, Cell>> tables = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (boolean ours : new boolean[] {false, true}) {
        if (!ours && !onPath("bao")) {
          continue;
        }
        Path folder = Files.createTempDirectory("leasehold-figures");
        try (Rival rival =
            ours
                ? Rival.leasehold(launcher, folder, freePort())
                : Rival.bao(folder, freePort(), freePort())) {
          rival.database(postgres.getPort(), "postgres", "postgres");
          rival.folder();
          tables.add(measure(rival, seconds, which));
          names.add(rival.name);
          System.out.printf(
              "%s: %d MB resident at the end%n", rival.name, rival.residentMegabytes());
        } finally {
          delete(folder);
        }
      }
      print(names, tables);
    }
  }

  private static Map<String, Cell> measure(Rival rival, double seconds, String which)
      throws Exception {
    Map<String, LongFunction<byte[]>> rows = rows(rival);
    rows.keySet().removeIf(name -> !name.contains(which));
    for (LongFunction<byte[]> row : rows.values()) {
      Load.run(rival.port, WARM_UP_CONNECTIONS, WARM_UP_SECONDS, row);
    }
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (Map.Entry<String, LongFunction<byte[]>> row : rows.entrySet()) {
      for (int connections : CONNECTIONS) {
        double cpuBefore = rival.cpuSeconds();
        Load.Outcome outcome = Load.run(rival.port, connections, seconds, row.getValue());
        double cpu = (rival.cpuSeconds() - cpuBefore) / outcome.answers() * 1000;
        cells.put(
            "%-28s %3d".formatted(row.getKey(), connections),
            new Cell(
                outcome.perSecond(),
                outcome.micros().getValueAtPercentile(50) / 1000.0,
                outcome.micros().getValueAtPercentile(99) / 1000.0,
                cpu,
                outcome.failures()));
      }
    }
    return cells;
  }

  private static Map<String, LongFunction<byte[]>> rows(Rival rival) throws Exception {
    String token = rival.token();
    String value = "{\"data\":{\"value\":\"" + "x".repeat(100) + "\"}}";
    byte[] read = Connection.request("GET", "secret/data/hot", token, "");
    byte[] lookup = Connection.request("GET", "auth/token/lookup-self", token, "");
    byte[] credential = Connection.request("GET", "database/creds/app", token, "");
    byte[] login = Connection.request("POST", "auth/approle/login", token, rival.approle());
    byte[] create = Connection.request("POST", "auth/token/create", token, "{\"ttl\":\"1h\"}");
    byte[] list = Connection.request("LIST", "secret/metadata/folder", token, "");
    byte[] cubbyhole = Connection.request("GET", "cubbyhole/hot", token, "");
    Map<String, LongFunction<byte[]>> rows = new LinkedHashMap<>();
    rows.put("KV v2 read, 100 B", n -> read);
    rows.put(
        "KV v2 write, 100 B",
        n -> Connection.request("POST", "secret/data/w" + n % 1000, token, value));
    rows.put("token lookup-self", n -> lookup);
    rows.put("approle login", n -> login);
    rows.put("token create", n -> create);
    rows.put("LIST of 1,000 keys", n -> list);
    rows.put("cubbyhole read", n -> cubbyhole);
    rows.put("PostgreSQL credential", n -> credential);
    return rows;
  }

  private static void print(List<String> names, List<Map<String, Cell>> tables) {
    System.out.printf("%-32s", "request, connections");
    for (String name : names) {
      System.out.printf(" | %10s %8s %8s %8s", name + "/s", "p50 ms", "p99 ms", "cpu/1k");
    }
    System.out.println(names.size() > 1 ? " | ratio" : "");
    for (String row : tables.getFirst().keySet()) {
      System.out.printf("%-32s", row);
      for (Map<String, Cell> table : tables) {
        Cell cell = Objects.requireNonNull(table.get(row));
        System.out.printf(
            " | %10.0f %8.2f %8.2f %8.3f%s",
            cell.rate(),
            cell.p50(),
            cell.p99(),
            cell.cpu(),
            cell.failures() == 0 ? "" : " (" + cell.failures() + " failed)");
      }
      System.out.println(
          names.size() > 1
              ? " | %.2f".formatted(rate(tables.get(1), row) / rate(tables.get(0), row))
              : "");
    }
  }

  private static double rate(Map<String, Cell> table, String row) {
    return Objects.requireNonNull(table.get(row)).rate();
  }

  static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
