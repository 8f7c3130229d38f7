package dev.leasehold.events.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A whole journal under fixed keys, as format 1 has been written since its first day: a claim, its
/// leadership, a payload and the commit that brings it, key and value of each in hexadecimal. It is
/// never edited: if this fails, logs in the world can be read no longer.
class GoldenCommitTest {

  private static final String FILE = "/golden/1/sealed-journal.txt";

  @Test
  void a_golden_journal_is_written_and_read_as_ever() throws IOException {
    InMemoryRecordLog log = InMemoryRecordLog.faultless();
    LogFixture fixture = new LogFixture(log, 1, Duration.ZERO);
    fixture.node().lead().writeAnd("golden", fixture.payload("golden secret"));
    String written =
        log.read(0, 10, Duration.ZERO).stream()
            .map(GoldenCommitTest::line)
            .collect(Collectors.joining("\n"));

    String golden = golden(written);

    assertEquals(golden, written);
    InMemoryRecordLog read = InMemoryRecordLog.faultless();
    Appender appender = read.appender();
    golden
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(parts -> appender.append(bytes(parts[0]), bytes(parts[1]), (offset, error) -> {}));
    List<Accepted> accepted = new LogFixture(read, 2, Duration.ZERO).readAll();
    assertEquals(fixture.readAll(), accepted);
    assertEquals("golden", LogFixture.told(accepted.getLast()));
  }

  private static String line(LogRecord record) {
    assertNotNull(record.value());
    return HexFormat.of().formatHex(record.key()) + " " + HexFormat.of().formatHex(record.value());
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String golden(String written) throws IOException {
    try (InputStream file = GoldenCommitTest.class.getResourceAsStream(FILE)) {
      assertNotNull(file, "add " + FILE + ":\n" + written);
      return new String(file.readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
  }
}
