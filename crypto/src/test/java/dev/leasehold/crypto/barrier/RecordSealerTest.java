package dev.leasehold.crypto.barrier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.crypto.Damage;
import dev.leasehold.crypto.binary.BinaryWriter;
import dev.leasehold.crypto.binary.MalformedBinary;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SeededEntropy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class RecordSealerTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final byte[] PLAINTEXT = "the quick brown fox".getBytes(StandardCharsets.UTF_8);

  private final Entropy entropy = new SeededEntropy(42);
  private final Keyring keyring = Keyring.initial("cluster-1", entropy, NOW);
  private final RecordSealer sealer = sealer(keyring, Purpose.JOURNAL, "journal");
  private final RecordOpener opener = new RecordOpener(keyring, Purpose.JOURNAL, "journal");

  private RecordSealer sealer(Keyring keys, Purpose purpose, String topic) {
    return new RecordSealer(keys, purpose, 1, WriterId.draw(entropy), topic);
  }

  private Sealed commit() {
    return sealer.seal(RecordKind.COMMIT, 3, 17, PLAINTEXT);
  }

  @Test
  void a_sealed_record_opens_with_its_header() throws Unauthentic {
    sealer.seal(RecordKind.PAYLOAD, 3, 16, new byte[0]);
    Sealed sealed = commit();

    Opened opened = opener.open(sealed.key(), sealed.value());

    assertArrayEquals(PLAINTEXT, opened.plaintext());
    assertEquals(
        new RecordHeader((byte) 1, RecordKind.COMMIT, 1, sealer.writer(), 1, 3, 17),
        opened.header());
    assertEquals(opened.header(), RecordOpener.peek(sealed.value()));
  }

  @Test
  void a_kafka_key_is_the_writer_id_and_the_counter() {
    commit();
    byte[] expected = ByteBuffer.allocate(24).put(sealer.writer().bytes()).putLong(1).array();

    assertArrayEquals(expected, commit().key());
  }

  @Test
  void the_header_lies_as_its_comment_draws_it() {
    WriterId writer = WriterId.of(HexFormat.of().parseHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"));
    RecordHeader header = new RecordHeader((byte) 1, RecordKind.BEAT, 2, writer, 3, 4, 5);
    String drawn =
        "01"
            + "03"
            + "00000002"
            + "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"
            + "0000000000000003"
            + "0000000000000004"
            + "0000000000000005";

    assertEquals(drawn, HexFormat.of().formatHex(header.encode()));
    assertEquals(header, RecordHeader.decode(HexFormat.of().parseHex(drawn + "ff")));
  }

  @Test
  void every_damage_to_the_value_or_the_key_is_noticed() {
    Sealed sealed = commit();

    Damage.each(
        sealed.value(),
        damaged -> assertThrows(Unauthentic.class, () -> opener.open(sealed.key(), damaged)));
    Damage.each(
        sealed.key(),
        damaged -> assertThrows(Unauthentic.class, () -> opener.open(damaged, sealed.value())));
  }

  @Test
  void a_record_does_not_open_in_another_place() {
    Sealed sealed = commit();
    Keyring otherCluster = Keyring.initial("cluster-2", new SeededEntropy(42), NOW);

    for (RecordOpener other :
        new RecordOpener[] {
          new RecordOpener(keyring, Purpose.JOURNAL, "audit"),
          new RecordOpener(keyring, Purpose.SNAPSHOT, "journal"),
          new RecordOpener(keyring, Purpose.AUDIT, "journal"),
          new RecordOpener(otherCluster, Purpose.JOURNAL, "journal")
        }) {
      assertThrows(Unauthentic.class, () -> other.open(sealed.key(), sealed.value()));
    }
  }

  @Test
  void a_record_does_not_open_under_the_key_or_the_header_of_another() {
    Sealed first = commit();
    Sealed second = commit();
    byte[] spliced = first.value();
    System.arraycopy(second.value(), 0, spliced, 0, RecordHeader.LENGTH);

    assertThrows(Unauthentic.class, () -> opener.open(second.key(), spliced));
    assertThrows(Unauthentic.class, () -> opener.open(first.key(), second.value()));
  }

  @Test
  void two_sealers_of_one_keyring_share_no_key() throws Unauthentic {
    Sealed mine = commit();
    RecordSealer other = sealer(keyring, Purpose.JOURNAL, "journal");
    Sealed theirs = other.sealUnder(mine.key(), RecordKind.COMMIT, 3, 17, PLAINTEXT);

    // Both counted 0: with one key the ciphertexts would be the same.
    assertEquals(
        RecordOpener.peek(mine.value()).counter(), RecordOpener.peek(theirs.value()).counter());
    assertFalse(
        Arrays.equals(
            Arrays.copyOfRange(mine.value(), RecordHeader.LENGTH, mine.value().length - 16),
            Arrays.copyOfRange(theirs.value(), RecordHeader.LENGTH, theirs.value().length - 16)));
    assertArrayEquals(PLAINTEXT, opener.open(theirs.key(), theirs.value()).plaintext());
  }

  @Test
  void no_counter_repeats_though_many_threads_seal() {
    Set<Long> counters = new HashSet<>();
    IntStream.range(0, 5_000)
        .parallel()
        .mapToObj(each -> RecordOpener.peek(commit().value()).counter())
        .toList()
        .forEach(counters::add);

    assertEquals(5_000, counters.size());
  }

  @Test
  void a_beat_has_a_fixed_key_and_a_counter_of_its_own() throws Unauthentic {
    byte[] beat = "beat".getBytes(StandardCharsets.UTF_8);
    Sealed first = sealer.sealUnder(beat, RecordKind.BEAT, 3, 17, PLAINTEXT);
    Sealed second = sealer.sealUnder(beat, RecordKind.BEAT, 3, 17, PLAINTEXT);

    assertArrayEquals(beat, second.key());
    assertEquals(1, opener.open(beat, second.value()).header().counter());
    assertFalse(Arrays.equals(first.value(), second.value()));
  }

  @Test
  void when_the_counter_is_used_up_nothing_is_sealed_any_more() {
    RecordSealer last =
        new RecordSealer(
            keyring,
            Purpose.JOURNAL,
            1,
            WriterId.draw(entropy),
            "journal",
            new NonceCounter(Long.MAX_VALUE));
    last.seal(RecordKind.COMMIT, 1, 1, PLAINTEXT);

    for (int i = 0; i < 3; i++) {
      assertThrows(
          IllegalStateException.class, () -> last.seal(RecordKind.COMMIT, 1, 2, PLAINTEXT));
    }
  }

  @Test
  void a_record_of_a_newer_term_opens_once_the_keyring_has_it() throws Unauthentic {
    Keyring rotated = keyring.rotated(entropy, NOW);
    Sealed sealed =
        new RecordSealer(rotated, Purpose.JOURNAL, 2, WriterId.draw(entropy), "journal")
            .seal(RecordKind.COMMIT, 1, 1, PLAINTEXT);
    Sealed old = commit();

    UnknownTerm unknown =
        assertThrows(UnknownTerm.class, () -> opener.open(sealed.key(), sealed.value()));
    assertEquals(2, unknown.term());
    RecordOpener newer = opener.withKeyring(rotated);
    assertArrayEquals(PLAINTEXT, newer.open(sealed.key(), sealed.value()).plaintext());
    assertArrayEquals(PLAINTEXT, newer.open(old.key(), old.value()).plaintext());
  }

  @Test
  void audit_records_are_sealed_by_period_and_not_by_term() throws Unauthentic {
    Keyring later = keyring.withNewAuditPeriod(entropy, NOW);
    Sealed sealed =
        new RecordSealer(later, Purpose.AUDIT, 2, WriterId.draw(entropy), "audit")
            .seal(RecordKind.AUDIT, 1, 1, PLAINTEXT);

    RecordOpener reader = new RecordOpener(later, Purpose.AUDIT, "audit");
    assertArrayEquals(PLAINTEXT, reader.open(sealed.key(), sealed.value()).plaintext());
    RecordOpener rotated = new RecordOpener(keyring.rotated(entropy, NOW), Purpose.AUDIT, "audit");
    assertThrows(UnknownTerm.class, () -> rotated.open(sealed.key(), sealed.value()));
  }

  /// The derivation and the sealing again, from the RFCs and the design alone, so that neither can
  /// change unnoticed.
  @Test
  void a_record_is_sealed_just_as_the_design_says() throws Exception {
    byte[] term = keyring.source(Purpose.JOURNAL, 1).orElseThrow();
    byte[] cluster = "cluster-1".getBytes(StandardCharsets.UTF_8);
    byte[] extracted = hmac(cluster, term);
    byte[] info =
        new BinaryWriter()
            .text("leasehold/1")
            .text("journal")
            .int32(4)
            .int32(1)
            .bytes(sealer.writer().bytes())
            .int8(1)
            .toBytes();
    byte[] subkey = hmac(extracted, info);
    Sealed sealed = commit();
    byte[] header = Arrays.copyOf(sealed.value(), 46);
    byte[] associatedData =
        new BinaryWriter()
            .bytes(header)
            .bytes(cluster)
            .text("journal")
            .bytes(sealed.key())
            .toBytes();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(subkey, "AES"),
        new GCMParameterSpec(128, new byte[12]));
    cipher.updateAAD(associatedData);

    assertArrayEquals(PLAINTEXT, cipher.doFinal(sealed.value(), 46, sealed.value().length - 46));
  }

  private static byte[] hmac(byte[] key, byte[] data) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(data);
  }

  @Test
  void a_wiped_sealer_and_a_wiped_keyring_do_nothing_more() {
    Sealed sealed = commit();
    sealer.wipe();
    keyring.wipe();

    assertThrows(IllegalStateException.class, this::commit);
    assertThrows(IllegalStateException.class, () -> opener.open(sealed.key(), sealed.value()));
    assertThrows(IllegalStateException.class, keyring::encode);
    assertThrows(IllegalStateException.class, () -> keyring.lookup(LookupKey.TOKEN));
    assertThrows(IllegalStateException.class, () -> keyring.rotated(entropy, NOW));
  }

  @Test
  void a_header_of_an_unknown_kind_or_format_is_malformed() {
    byte[] value = commit().value();
    byte[] kind = value.clone();
    kind[1] = 99;
    byte[] format = value.clone();
    format[0] = 2;

    assertThrows(MalformedBinary.class, () -> RecordOpener.peek(kind));
    assertThrows(MalformedBinary.class, () -> RecordOpener.peek(format));
    assertThrows(MalformedBinary.class, () -> RecordOpener.peek(new byte[45]));
  }

  @Test
  void the_codes_of_kinds_and_the_texts_of_purposes_stay_for_ever() {
    StringBuilder all = new StringBuilder();
    for (RecordKind kind : RecordKind.values()) {
      all.append(kind.code()).append(kind).append(' ');
    }
    for (Purpose purpose : Purpose.values()) {
      all.append(purpose.text()).append(' ');
    }

    assertEquals(
        "1COMMIT 2PAYLOAD 3BEAT 4EPOCH_STARTED 5AUDIT 6GENERATION "
            + "journal audit row snapshot seal batch-token ",
        all.toString());
  }
}
