package dev.leasehold.projections.payload;

import dev.leasehold.events.Brought;
import dev.leasehold.events.Commit;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.Present;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Replays what commits bring and destroy.
///
/// A payload's row goes by the commit that destroys it; its Kafka key is then owed until the
/// tombstone was read. A payload that a commit brings and that the log has no more is missing: a
/// later commit must destroy it.
public final class PayloadProjection {
  /// Kafka keys whose tombstone was not read yet.
  public static final Table<NameKey, Present> OWED =
      Table.of(6, "owed", NameKey.class, Present.class);

  /// Names of payloads that a commit brought without their content.
  public static final Table<NameKey, KafkaKey> MISSING =
      Table.of(7, "missing", NameKey.class, KafkaKey.class);

  public static final List<Table<?, ?>> ALL = List.of(OWED, MISSING);

  /// Replays what a commit brings, given the contents that the log has, and what it destroys.
  public void replay(Commit commit, List<Payload> payloads, Rows rows) {
    Map<PayloadName, Payload> contents = new HashMap<>();
    payloads.forEach(payload -> contents.put(payload.name(), payload));
    for (Brought brought : commit.brings()) {
      bring(brought, contents.remove(brought.name()), rows);
    }
    if (!contents.isEmpty()) {
      throw new CorruptLog("a commit comes with a payload that it does not name");
    }
    commit.destroys().forEach(name -> destroy(name, rows));
  }

  /// A tombstone of this Kafka key was read: it is owed no longer.
  public void tombstoneRead(String kafkaKey, Rows rows) {
    rows.delete(OWED, new NameKey(kafkaKey));
  }

  /// No accepted commit names the payload under this Kafka key: it is owed a tombstone.
  public void unclaimed(String kafkaKey, Rows rows) {
    rows.put(OWED, new NameKey(kafkaKey), Present.HERE);
  }

  /// Up to so many Kafka keys that are owed a tombstone.
  public static List<String> owed(View view, int limit) {
    List<String> found = new ArrayList<>();
    view.scan(OWED, List.of(), (key, present) -> found.add(key.name()) && found.size() < limit);
    return found;
  }

  /// At the end of the log nothing may be missing.
  public static void checkComplete(View view) {
    view.scan(
        MISSING,
        List.of(),
        (key, kafkaKey) -> {
          throw new CorruptLog("a payload is missing that no commit destroyed");
        });
  }

  private static void bring(Brought brought, @Nullable Payload payload, Rows rows) {
    if (rows.hasPayload(brought.name())) {
      throw new CorruptLog("a payload was brought twice");
    }
    if (payload == null) {
      miss(brought, rows);
    } else {
      rows.bring(brought.name(), brought.key(), payload.content());
    }
  }

  /// One that was missing and is then brought with its content stays missing for [#checkComplete]:
  /// every write would look for that otherwise.
  private static void miss(Brought brought, Rows rows) {
    NameKey name = new NameKey(brought.name().hex());
    if (rows.get(MISSING, name) != null) {
      throw new CorruptLog("a payload was brought twice");
    }
    rows.put(MISSING, name, new KafkaKey(brought.key()));
  }

  private static void destroy(PayloadName name, Rows rows) {
    NameKey missing = new NameKey(name.hex());
    String kafkaKey = rows.payloadKey(name);
    if (kafkaKey != null) {
      rows.erase(name);
      rows.put(OWED, new NameKey(kafkaKey), Present.HERE);
    } else if (rows.get(MISSING, missing) != null) {
      rows.delete(MISSING, missing);
    } else {
      throw new CorruptLog("a payload was destroyed that is not there");
    }
  }
}
