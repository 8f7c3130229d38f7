package dev.leasehold.events.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Commit;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Event;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SysEvent;
import dev.leasehold.events.TokenEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

  static List<Class<? extends Event>> events() {
    return Samples.eventRecords().toList();
  }

  @ParameterizedTest
  @MethodSource("events")
  void an_event_with_all_that_may_be_absent_absent_is_read_as_it_was_written(
      Class<? extends Event> type) {
    Event sparse = Samples.sparse(type);

    assertEquals(sparse, EventCodec.readEvent(EventCodec.write(sparse)));
  }

  @Test
  void a_commit_is_read_as_it_was_written() {
    List<Event> all = Samples.eventRecords().<Event>map(Samples::full).toList();
    Commit part = Samples.full(CommitParts.class).commit(all);

    assertEquals(part, EventCodec.readCommit(EventCodec.write(part)));
  }

  @Test
  void a_beat_and_a_claim_are_read_as_they_were_written() {
    Beat beat = Samples.full(Beat.class);
    EpochStarted claim = Samples.full(EpochStarted.class);

    assertEquals(beat, EventCodec.readBeat(EventCodec.write(beat)));
    assertEquals(claim, EventCodec.readEpochStarted(EventCodec.write(claim)));
  }

  @Test
  void equal_maps_are_equal_bytes() {
    Beat one = new Beat(1, "w", 2, "h", Instant.EPOCH, Map.of("a", "1", "b", "2", "c", "3"));

    assertEquals(
        "{\"epoch\":1,\"writer\":\"w\",\"sequence\":2,\"chainHash\":\"h\","
            + "\"clock\":\"1970-01-01T00:00:00Z\","
            + "\"auditHeads\":{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}}",
        new String(EventCodec.write(one), StandardCharsets.UTF_8));
  }

  @Test
  void a_time_keeps_its_nanoseconds() {
    Instant time = Instant.ofEpochSecond(1_790_000_000, 123_456_789);
    Event event = new TokenEvent.TokenRenewed("t", time, time.plusNanos(1));

    assertEquals(event, EventCodec.readEvent(EventCodec.write(event)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0000", "ä€𝄞", "\ud800", "\udc00\ud800", "\"\\/\u2028"})
  void any_text_is_read_as_it_was_written(String text) {
    Event event = new SysEvent.PolicyWritten(text, "p", text);

    assertEquals(event, EventCodec.readEvent(EventCodec.write(event)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "[]",
        "{\"event\":\"token-forged\",\"id\":\"t\",\"remaining\":1}",
        "{\"id\":\"t\",\"event\":\"token-used\",\"remaining\":1}",
        "{\"event\":\"token-used\",\"id\":\"t\"}",
        "{\"event\":\"token-used\",\"remaining\":1,\"id\":\"t\"}",
        "{\"event\":\"token-used\",\"id\":\"t\",\"remaining\":1,\"more\":2}",
        "{\"event\":\"token-used\",\"id\":\"t\",\"id\":\"t\",\"remaining\":1}",
        "{\"event\":\"token-used\",\"id\":null,\"remaining\":1}",
        "{\"event\":\"token-used\",\"id\":\"t\",\"remaining\":null}",
        "{\"event\":\"token-used\",\"id\":7,\"remaining\":1}",
        "{\"event\":\"token-used\",\"id\":\"t\",\"remaining\":\"1\"}",
        "{\"event\":\"token-used\",\"id\":\"t\",\"remaining\":1.0}",
        "{\"event\":\"token-used\",\"id\":\"t\",\"remaining\":4294967296}",
        "{\"event\":\"token-used\",\"id\":\"t\",\"remaining\":1}x",
        "{\"event\":\"token-used\",\"id\":\"t\",\"remaining\":1}{}",
        "{\"event\":\"token-used\",\"id\":\"t\",\"remaining\":1",
        "{\"event\":\"token-renewed\",\"id\":\"t\",\"expires\":\"soon\",\"renewed\":\"soon\"}",
        "{\"event\":\"token-renewed\",\"id\":\"t\",\"expires\":\"2026-01-01T00:00:00.0Z\","
            + "\"renewed\":\"2026-01-01T00:00:00Z\"}",
        "{\"event\":\"token-revoked-alone\",\"id\":\"t\",\"orphans\":[null]}",
        "{\"event\":\"kv-secret-written\",\"mount\":\"m\",\"path\":\"p\",\"data\":\"short\"}",
      })
  void what_is_not_written_as_we_write_is_a_corrupt_log(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

    assertThrows(CorruptLog.class, () -> EventCodec.readEvent(bytes));
  }

  @Test
  void a_commit_cut_anywhere_is_a_corrupt_log() {
    List<Event> events = List.of(Samples.full(TokenEvent.TokenUsed.class));
    byte[] whole = EventCodec.write(Samples.full(CommitParts.class).commit(events));

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(CorruptLog.class, () -> EventCodec.readCommit(cut), "cut at " + length);
    }
  }

  @Test
  void an_error_does_not_quote_what_was_read() {
    byte[] bytes = "{\"event\":\"token-used\",\"id\":\"canary".getBytes(StandardCharsets.UTF_8);

    CorruptLog error = assertThrows(CorruptLog.class, () -> EventCodec.readEvent(bytes));

    for (Throwable each = error; each != null; each = each.getCause()) {
      assertFalse(String.valueOf(each.getMessage()).contains("canary"));
    }
  }

  @Test
  void a_payload_is_read_as_it_was_written_and_its_array_is_zeroed() {
    Payload payload = new Payload(new PayloadName("0f".repeat(16)), SecretBytes.ofUtf8("s3cr3t"));
    byte[] plaintext = PayloadForm.write(payload, new SeededEntropy(1));

    assertEquals(payload, PayloadForm.read(plaintext));
    assertArrayEquals(new byte[32 + 16 + 6], plaintext);
  }

  @Test
  void equal_payloads_are_different_bytes() {
    Payload payload = new Payload(new PayloadName("0f".repeat(16)), SecretBytes.ofUtf8("s3cr3t"));
    SeededEntropy entropy = new SeededEntropy(1);

    assertFalse(
        Arrays.equals(PayloadForm.write(payload, entropy), PayloadForm.write(payload, entropy)));
  }

  @Test
  void an_empty_payload_is_a_payload_and_a_cut_one_is_a_corrupt_log() {
    Payload empty = new Payload(new PayloadName("00".repeat(16)), SecretBytes.ofUtf8(""));
    byte[] plaintext = PayloadForm.write(empty, new SeededEntropy(1));

    assertThrows(CorruptLog.class, () -> PayloadForm.read(Arrays.copyOf(plaintext, 47)));
    assertEquals(
        0, PayloadForm.read(plaintext).content().reveal(Reveal.because("a test reads it")).length);
  }
}
