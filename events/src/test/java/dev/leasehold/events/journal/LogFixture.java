package dev.leasehold.events.journal;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.Purpose;
import dev.leasehold.crypto.barrier.RecordOpener;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Event;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SysEvent.PolicyDeleted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// A cluster's keys over one log, and nodes that claim, write and read. One thread.
final class LogFixture {

  static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456789Z");
  private static final int ALL = 100_000;

  final RecordLog log;
  final Duration patience;
  final Entropy entropy;
  final Keyring keyring;
  private final RecordOpener opener;

  LogFixture(RecordLog log, long seed, Duration patience) {
    this.log = log;
    this.patience = patience;
    this.entropy = new SeededEntropy(seed);
    this.keyring = Keyring.initial("cluster", new SeededEntropy(7), NOW);
    this.opener = new RecordOpener(keyring, Purpose.JOURNAL, JournalReader.TOPIC);
  }

  JournalReader reader(Position from) {
    return reader(from, Set.of());
  }

  JournalReader reader(Position from, Set<Long> voided) {
    return new JournalReader(log, opener, known -> known, voided, () -> 0, from);
  }

  /// Reads a log from its start to its end.
  List<Accepted> readAll() {
    return drain(reader(Position.START));
  }

  List<Accepted> drain(JournalReader reader) {
    List<Accepted> all = new ArrayList<>(reader.poll(ALL, Duration.ZERO));
    while (!reader.caughtUp()) {
      all.addAll(reader.poll(ALL, patience));
    }
    return all;
  }

  /// Reads from the start until so many commits were read.
  List<Accepted> awaitRead(int count) {
    JournalReader reader = reader(Position.START);
    List<Accepted> all = new ArrayList<>();
    for (int i = 0; i < 100 && all.size() < count; i++) {
      all.addAll(reader.poll(ALL, patience));
    }
    return all;
  }

  Node node() {
    return new Node(this);
  }

  Payload payload(String content) {
    String name = HexFormat.of().formatHex(entropy.bytes(PayloadName.BYTES));
    return new Payload(new PayloadName(name), SecretBytes.ofUtf8(content));
  }

  static List<Event> event(String name) {
    return List.of(new PolicyDeleted("root", name));
  }

  /// What was decided in a commit of [#event(String)], or the event's name.
  static String told(Accepted accepted) {
    return accepted.commit().events().getFirst() instanceof PolicyDeleted event
        ? event.name()
        : "leader";
  }
}
