package dev.leasehold.verticles.audit;

import dev.leasehold.verticles.gate.Entrance;
import dev.leasehold.verticles.request.Request;
import java.nio.charset.StandardCharsets;

/// The request's line of an entry whose answer is still open, with its secrets hashed: what goes
/// into the commit of a write, and later into the stream, so that it is made once. Immutable; the
/// arrays are shared and must not be changed.
///
/// @param who the members that the line of the answer has as well
@SuppressWarnings("ArrayRecordComponent") // the bytes of a line, never copied on their way
public record RequestHalf(Request request, Entrance entrance, byte[] who, byte[] line) {

  /// The line as it goes into a commit.
  public String text() {
    return new String(line, StandardCharsets.UTF_8);
  }

  /// Whether this is also what an entry with an answer tells of its request: one that was turned
  /// away tells why.
  @SuppressWarnings("ReferenceEquality") // the very same request, as the very same caller
  boolean fits(AuditEntry entry) {
    return request == entry.request()
        && entrance == entry.entrance()
        && !entry.denied()
        && !entry.turnedAway();
  }

  @Override
  public String toString() {
    return "RequestHalf[" + request.id() + "]";
  }
}
