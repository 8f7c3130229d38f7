package dev.leasehold.verticles.cli;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;

/// How long a server for development took to its first answers, counted from the start of the
/// launcher or, where that did not say, of the JVM: what `server -dev -dev-time` prints. The
/// requests are real ones, over HTTP, and those of a first client, so that a build can learn from
/// this run which classes a start needs.
record FirstAnswer(ApiClient client, InstantSource clock) {
  /// Where the launcher puts the time of its start, in milliseconds since 1970. The start of the
  /// process, as Java tells it, is off by up to a second.
  private static final String STARTED = "leasehold.started";

  private static final String SECRET = "secret/data/first-answer";

  /// Makes the requests and tells what they took.
  String measured() {
    client.bare(ApiCall.of("GET", "sys/health"));
    Duration answered = sinceStart();
    Json data = new Json.Members().with("text", "hello");
    client.write(SECRET, new Json.Members().with("data", data));
    client.read(SECRET, Map.of());
    Duration stored = sinceStart();
    client.read("auth/token/lookup-self", Map.of());
    return "first answer after %s s, first secret written and read after %s s, CPU time %s s"
        .formatted(text(answered), text(stored), text(cpu()));
  }

  private Duration sinceStart() {
    String said = System.getProperty(STARTED, "");
    long started =
        said.matches("\\d{13}")
            ? Long.parseLong(said)
            : ManagementFactory.getRuntimeMXBean().getStartTime();
    return Duration.between(Instant.ofEpochMilli(started), clock.instant());
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static String text(Duration duration) {
    return String.format(Locale.ROOT, "%.2f", duration.toMillis() / 1000.0);
  }
}
