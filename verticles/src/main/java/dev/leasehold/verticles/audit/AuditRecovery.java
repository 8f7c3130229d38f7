package dev.leasehold.verticles.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.Purpose;
import dev.leasehold.crypto.barrier.RecordOpener;
import dev.leasehold.events.journal.AuditLog;
import dev.leasehold.events.journal.AuditTail;
import dev.leasehold.events.journal.RecordLog;
import dev.leasehold.verticles.request.Fault;
import dev.leasehold.verticles.writer.Asked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds the requests that are in the journal and not in the audit stream: their process ended
/// between the two. Blocks on the log; for a worker.
final class AuditRecovery {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final RecordLog log;
  private final Keyring keyring;

  AuditRecovery(RecordLog log, Keyring keyring) {
    this.log = log;
    this.keyring = keyring;
  }

  /// Those of these requests that no entry tells of; each once.
  List<Asked> missing(List<Asked> asked) {
    if (asked.isEmpty()) {
      return List.of();
    }
    Set<String> told = new HashSet<>();
    RecordOpener opener = new RecordOpener(keyring, Purpose.AUDIT, AuditLog.TOPIC);
    new AuditTail(log, opener)
        .read(
            asked.stream().mapToLong(Asked::sequence).min().orElse(0),
            entry -> told.add(id(entry, 2)));
    opener.wipe();
    List<Asked> missing = new ArrayList<>();
    for (Asked one : asked) {
      if (told.add(id(one.requestHalf().getBytes(java.nio.charset.StandardCharsets.UTF_8), 1))) {
        missing.add(one);
      }
    }
    return missing;
  }

  /// The id of the request that lies so many members `request` deep.
  private static String id(byte[] json, int depth) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      for (int i = 0; i < depth; i++) {
        enter(parser, "request", JsonToken.START_OBJECT);
      }
      enter(parser, "id", JsonToken.VALUE_STRING);
      return parser.getText();
    } catch (IOException broken) {
      throw new Fault("an audit entry is no JSON");
    }
  }

  /// Goes on to the value of a member of the object that is open.
  private static void enter(JsonParser parser, String name, JsonToken kind) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(name);
      JsonToken value = parser.nextToken();
      if (found && value == kind) {
        return;
      }
      parser.skipChildren();
    }
    throw new Fault("an audit entry names no request");
  }
}
