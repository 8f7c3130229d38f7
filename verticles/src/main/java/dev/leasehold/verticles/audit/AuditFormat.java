package dev.leasehold.verticles.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes the two lines of an entry, with the members that Vault 1.14 writes and in its order, under
/// one salt and one choice of options. On the path of every request; any thread.
///
/// ```text
/// {"time","type":"request", "auth","request","error"?}
/// {"time","type":"response","auth","request","response","error"?}
/// ```
///
/// Where an entry would be longer than is allowed, its data is replaced by
/// `{"elided":"hmac-sha256:..."}`, the hash of the JSON that the member would have been part of.
public final class AuditFormat {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Choices choices;
  private final RequestPart requests;
  private final ResponsePart responses;

  /// How the lines are to be.
  ///
  /// @param hmacAccessor whether accessors are hashed
  /// @param elideLists whether the answers of LISTs tell only how much there was
  /// @param maxEntryBytes about what both lines may measure; longer data is elided
  /// @param version how the built-in engines' version reads, as `v1.14.9+builtin.vault`
  /// @param headers the request headers that are told, in lower case, and whether they are hashed
  public record Choices(
      AuditHash hash,
      boolean hmacAccessor,
      boolean elideLists,
      int maxEntryBytes,
      String version,
      Supplier<SortedMap<String, Boolean>> headers) {}

  public AuditFormat(Choices choices) {
    this.choices = choices;
    this.requests = new RequestPart(choices);
    this.responses = new ResponsePart(choices);
  }

  /// Writes members of an object that is open.
  @FunctionalInterface
  private interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  /// Both lines, or that of the request where it was turned away.
  AuditLines lines(AuditEntry entry) {
    return lines(entry, null);
  }

  /// The same, where the request's half may have been made before.
  AuditLines lines(AuditEntry entry, @Nullable RequestHalf before) {
    RequestHalf half = before != null && before.fits(entry) ? before : requestHalf(entry);
    byte[] mine = half.line();
    if (entry.turnedAway()) {
      return new AuditLines(mine, null);
    }
    Response response = entry.response();
    boolean login =
        entry.entrance().caller() == null && response != null && response.auth() != null;
    return new AuditLines(mine, response(entry, login ? who(entry, true) : half.who()));
  }

  /// The request's line alone, for the commit of a write.
  RequestHalf requestHalf(AuditEntry entry) {
    byte[] who = who(entry, false);
    return new RequestHalf(entry.request(), entry.entrance(), who, request(entry, who));
  }

  /// The line that a device is tried out with before it is enabled.
  static byte[] test(String id, String namespace, Instant now) {
    return object(json -> {
      json.writeStringField("time", GoTime.nanos(now));
      json.writeStringField("type", "request");
      json.writeObjectFieldStart("auth");
      json.writeStringField("token_type", "default");
      json.writeEndObject();
      json.writeObjectFieldStart("request");
      json.writeStringField("id", id);
      json.writeStringField("operation", "update");
      RequestPart.namespace(json, namespace);
      json.writeStringField("path", "sys/audit/test");
      json.writeEndObject();
    });
  }

  /// The members `auth` and `request`, which both lines have. The answer to a login names the new
  /// token as the caller.
  private byte[] who(AuditEntry entry, boolean loggedIn) {
    byte[] who = object(json -> requests.write(json, entry, loggedIn, null));
    if (who.length <= choices.maxEntryBytes() / 4) {
      return who;
    }
    String elided = choices.hash().bytes(who);
    return object(json -> requests.write(json, entry, loggedIn, elided));
  }

  private byte[] request(AuditEntry entry, byte[] who) {
    Request request = entry.request();
    String error =
        entry.denied() ? Errors.atGate(entry) : entry.turnedAway() ? Errors.atDoor(entry) : "";
    return spliced(head(request.received(), "request"), who, object(json -> error(json, error)));
  }

  private byte[] response(AuditEntry entry, byte[] who) {
    byte[] rest = response(entry, (@Nullable String) null);
    if (rest.length > choices.maxEntryBytes() / 2) {
      rest = response(entry, choices.hash().bytes(rest));
    }
    return spliced(head(entry.time(), "response"), who, rest);
  }

  private byte[] response(AuditEntry entry, @Nullable String elided) {
    return object(json -> {
      responses.write(json, entry, elided);
      error(json, Errors.inResponse(entry));
    });
  }

  private static void error(JsonGenerator json, String error) throws IOException {
    if (!error.isEmpty()) {
      json.writeStringField("error", error);
    }
  }

  private static byte[] head(Instant time, String type) {
    return AuditLines.ascii("{\"time\":\"" + GoTime.nanos(time) + "\",\"type\":\"" + type + "\"}");
  }

  private static byte[] object(Members members) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(2_000);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /// One object with the members of all of these.
  private static byte[] spliced(byte[]... objects) {
    int length = 2;
    for (byte[] object : objects) {
      length += Math.max(0, object.length - 1);
    }
    byte[] all = new byte[length - 1];
    int at = 0;
    all[at++] = '{';
    for (byte[] object : objects) {
      int inside = object.length - 2;
      if (inside == 0) {
        continue;
      }
      if (at > 1) {
        all[at++] = ',';
      }
      System.arraycopy(object, 1, all, at, inside);
      at += inside;
    }
    all[at++] = '}';
    return Arrays.copyOf(all, at);
  }
}
