package dev.leasehold.events.kafka;

import static dev.leasehold.events.journal.Acknowledged.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.events.folder.UnfitFolder;
import dev.leasehold.events.journal.Acknowledged;
import dev.leasehold.events.journal.Appender;
import dev.leasehold.events.journal.LogRecord;
import dev.leasehold.events.journal.LogUnavailable;
import dev.leasehold.events.journal.RecordLog;
import dev.leasehold.events.journal.RecordLogContract;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerTest {

  /// The refusals that are tested here are warnings to an operator.
  private static final List<Logger> SILENCED =
      Stream.of("org.apache.kafka", "kafka").map(Logger::getLogger).toList();

  @TempDir Path folder;

  @BeforeAll
  static void silence() {
    SILENCED.forEach(each -> each.setLevel(Level.OFF));
  }

  @AfterAll
  static void speak() {
    SILENCED.forEach(each -> each.setLevel(null));
  }

  /// One broker for what one can show, since starting one takes seconds.
  @Test
  void only_who_has_the_password_gets_in_and_a_restart_keeps_all_but_the_password()
      throws Exception {
    Path data = folder.resolve("data");
    Passwords passwords = new Passwords();
    List<String> drawn = new ArrayList<>();
    Supplier<String> drawing =
        () -> {
          drawn.add(passwords.get());
          return drawn.getLast();
        };
    KafkaConnection first;
    String clusterId;
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, drawing);
        KafkaTopics topics = topics(broker)) {
      first = broker.connection();
      topics.create();
      clusterId = topics.clusterId();
      append(topics, "kept");
      assertRefused(withPassword(first, passwords.get()));
      assertSilent(new KafkaConnection(first.bootstrapServers(), Map.of(), false));
      assertFalse(first.toString().contains(drawn.getFirst()));
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, drawing);
        KafkaTopics topics = topics(broker)) {
      assertEquals(clusterId, topics.clusterId());
      assertEquals(List.of("kept=v"), read(topics).stream().map(Acknowledged::text).toList());
      assertNotEquals(drawn.getFirst(), drawn.getLast());
      assertRefused(withPassword(broker.connection(), drawn.getFirst()));
      assertThrows(UnfitFolder.class, () -> EmbeddedBroker.start(data, drawing));
      append(topics, "still there");
    }
    for (String each : drawn) {
      assertNowhere(each, data);
    }
  }

  @Test
  void what_was_acknowledged_survives_the_killing_of_the_process() throws Exception {
    Path data = folder.resolve("data");
    long lastAcknowledged = killAfter(data, 500);
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, new Passwords());
        KafkaTopics topics = topics(broker)) {
      List<LogRecord> records = read(topics);
      assertTrue(records.size() > lastAcknowledged, () -> "only " + records.size());
      for (int i = 0; i <= lastAcknowledged; i++) {
        assertEquals(i + "=" + i, text(records.get(i)));
      }
      append(topics, "after");
    }
  }

  @Test
  void a_folder_that_others_may_read_is_refused() throws Exception {
    Path data = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));
    assertThrows(UnfitFolder.class, () -> EmbeddedBroker.start(data, new Passwords()));
    try (Stream<Path> left = Files.list(data)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void a_weak_password_is_refused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> EmbeddedBroker.start(folder.resolve("data"), () -> "secret"));
  }

  /// Starts a process that appends, kills it after so many acknowledgements, and tells the last
  /// acknowledged offset that was heard of.
  private static long killAfter(Path data, int acknowledgements) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledBroker.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long last = -1;
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (int heard = 0; heard < acknowledgements; heard++) {
        String line = lines.readLine();
        assertEquals(Long.toString(last + 1), line, "each is acknowledged with its offset");
        last++;
      }
      process.destroyForcibly().waitFor();
    }
    return last;
  }

  private static KafkaTopics topics(EmbeddedBroker broker) {
    return KafkaTopics.of(broker, "leasehold");
  }

  private static void append(KafkaTopics topics, String key) throws InterruptedException {
    try (RecordLog log = topics.open(TopicKind.JOURNAL);
        Appender appender = log.appender()) {
      new Acknowledged().appendAndWait(appender, key, "v");
    }
  }

  private static List<LogRecord> read(KafkaTopics topics) {
    try (RecordLog log = topics.open(TopicKind.JOURNAL)) {
      return RecordLogContract.readAll(log, log.start());
    }
  }

  private static KafkaConnection withPassword(KafkaConnection from, String password) {
    return new KafkaConnection(
        from.bootstrapServers(),
        Map.of(
            "security.protocol", "SASL_PLAINTEXT",
            "sasl.mechanism", "PLAIN",
            "sasl.jaas.config", BrokerSettings.login(password, "")),
        false);
  }

  private static void assertRefused(KafkaConnection connection) {
    try (KafkaTopics topics = KafkaTopics.connect(connection, "leasehold", TopicPlan.EMBEDDED)) {
      LogUnavailable thrown = assertThrows(LogUnavailable.class, topics::clusterId);
      assertInstanceOf(SaslAuthenticationException.class, thrown.getCause());
    }
  }

  /// Who does not log in gets no answer at all; the client asks until its patience ends.
  private static void assertSilent(KafkaConnection connection) {
    Map<String, Object> settings = connection.clientProperties();
    settings.put("default.api.timeout.ms", 2_000);
    settings.put("request.timeout.ms", 1_000);
    try (Admin admin = Admin.create(settings)) {
      assertThrows(ExecutionException.class, () -> admin.describeCluster().clusterId().get());
    }
  }

  private static void assertNowhere(String secret, Path data) throws Exception {
    try (Stream<Path> files = Files.walk(data).filter(Files::isRegularFile)) {
      for (Path each : files.toList()) {
        String content = Files.readString(each, StandardCharsets.ISO_8859_1);
        assertFalse(content.contains(secret), () -> "the password is in " + each);
      }
    }
  }
}
