package dev.leasehold.verticles.figures;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/// Prints, as one table, what a KV read, a KV write, a token lookup and a PostgreSQL credential
/// cost at 1, 16 and 64 connections: requests per second, p50 and p99 in milliseconds, CPU seconds
/// of the server per 1,000 requests. Each server gets each load for a minute before any of it is
/// measured: a virtual machine compiles what it runs often, and on two cores, of which the load
/// takes its part, that takes some hundred thousand requests; and each secret that is written has
/// the ten versions that are kept of it by then. Where `bao` is on the PATH it gets the same load,
/// as long, and the last column is our rate divided by its. Both are measured in turn, several
/// times, and the round with the median ratio is shown: on a busy machine only what was measured
/// next to each other can be compared.
///
/// Arguments: the launcher, then the seconds of each cell (default 5), then a part of the names of
/// the rows to be measured, then the rounds (default 3).
public final class Figures {
  private static final int[] CONNECTIONS = {1, 16, 64};
  private static final int WARM_UP_CONNECTIONS = 64;
  private static final double WARM_UP_SECONDS = 60;

  private Figures() {}

  /// @param cpu seconds of the server's CPU for 1,000 requests
  private record Cell(Load.Outcome load, double cpu) {}

  /// What the servers did one after the other; ours is the last.
  private record Round(List<Cell> cells) {
    /// Our rate divided by the other's; our rate where there is no other.
    double ratio() {
      double ours = cells.getLast().load().perSecond();
      return cells.size() == 1 ? ours : ours / cells.getFirst().load().perSecond();
    }
  }

  public static void main(String[] arguments) throws Exception {
    Path launcher = Path.of(arguments[0]).toAbsolutePath();
    double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 5;
    String which = arguments.length > 2 ? arguments[2] : "";
    int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 3;
    Path folder = Files.createTempDirectory("leasehold-figures");
    List<Rival> rivals = new ArrayList<>();
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start()) {
      if (onPath("bao")) {
        Path bao = Files.createDirectory(folder.resolve("bao"));
        rivals.add(Rival.bao(bao, freePort(), freePort()));
      }
      Path ours = Files.createDirectory(folder.resolve("leasehold"));
      rivals.add(Rival.leasehold(launcher, ours, freePort()));
      for (Rival rival : rivals) {
        rival.database(postgres.getPort(), "postgres", "postgres");
        rival.folder();
      }
      measure(rivals, seconds, which, rounds);
      for (Rival rival : rivals) {
        System.out.printf("%s: %d MB resident at the end%n", rival.name, rival.residentMegabytes());
      }
    } finally {
      for (Rival rival : rivals) {
        rival.close();
      }
      delete(folder);
    }
  }

  private static void measure(List<Rival> rivals, double seconds, String which, int rounds)
      throws Exception {
    List<Map<String, LongFunction<byte[]>>> loads = new ArrayList<>();
    for (Rival rival : rivals) {
      loads.add(rows(rival));
    }
    printHead(rivals);
    for (String row : loads.getFirst().keySet()) {
      if (!row.contains(which)) {
        continue;
      }
      List<LongFunction<byte[]>> requests =
          loads.stream().map(rows -> Objects.requireNonNull(rows.get(row))).toList();
      for (int i = 0; i < rivals.size(); i++) {
        Load.run(rivals.get(i).port, WARM_UP_CONNECTIONS, WARM_UP_SECONDS, requests.get(i));
      }
      for (int connections : CONNECTIONS) {
        List<Round> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          all.add(round(rivals, requests, connections, seconds));
        }
        all.sort(Comparator.comparingDouble(Round::ratio));
        print("%-28s %3d".formatted(row, connections), all);
      }
    }
  }

  private static Round round(
      List<Rival> rivals, List<LongFunction<byte[]>> requests, int connections, double seconds)
      throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < rivals.size(); i++) {
      Rival rival = rivals.get(i);
      double before = rival.cpuSeconds();
      Load.Outcome load = Load.run(rival.port, connections, seconds, requests.get(i));
      cells.add(new Cell(load, (rival.cpuSeconds() - before) / load.answers() * 1000));
    }
    return new Round(cells);
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

  private static void printHead(List<Rival> rivals) {
    System.out.printf("%-32s", "request, connections");
    for (Rival rival : rivals) {
      System.out.printf(" | %10s %8s %8s %8s", rival.name + "/s", "p50 ms", "p99 ms", "cpu/1k");
    }
    System.out.println(rivals.size() > 1 ? " | ratio (least to greatest)" : "");
  }

  private static void print(String row, List<Round> sorted) {
    Round median = sorted.get(sorted.size() / 2);
    System.out.printf("%-32s", row);
    for (Cell cell : median.cells()) {
      Load.Outcome load = cell.load();
      System.out.printf(
          " | %10.0f %8.2f %8.2f %8.3f%s",
          load.perSecond(),
          load.micros().getValueAtPercentile(50) / 1000.0,
          load.micros().getValueAtPercentile(99) / 1000.0,
          cell.cpu(),
          load.failures() == 0 ? "" : " (" + load.failures() + " failed)");
    }
    System.out.println(
        median.cells().size() > 1
            ? " | %.2f (%.2f to %.2f)"
                .formatted(median.ratio(), sorted.getFirst().ratio(), sorted.getLast().ratio())
            : "");
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
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
