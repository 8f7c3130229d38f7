package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SysEvent;
import dev.leasehold.projections.rotation.RekeyBackup;
import dev.leasehold.projections.rotation.Rotation;
import dev.leasehold.projections.rotation.Rotations;
import dev.leasehold.projections.rotation.Term;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.JsonPayload;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoBase64;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.request.Undecodable;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Terms of the keyring, and what rekeying leaves in the log. Who may rotate, rekey or ask for a
/// new root token is decided here as for any path; the node itself, which holds the root key, then
/// does it before the answer leaves.
final class RotationRoutes {
  private static final long LEAST_OPERATIONS = 1_000_000;
  private static final Duration LEAST_INTERVAL = Duration.ofHours(24);

  private static final Handler DONE_BY_THE_NODE =
      new Handler.Write((call, head) -> Decision.of(Response.nothing()));

  private static final Field ENABLED =
      Field.flag("enabled", "Whether automatic rotation is enabled.");
  private static final Field MAX_OPERATIONS =
      Field.raw(
          "max_operations",
          "The number of encryption operations performed before the barrier key is automatically"
              + " rotated.");
  private static final Field INTERVAL =
      Field.seconds(
          "interval",
          "How long after installation of an active key term that the key will be automatically"
              + " rotated.");
  private static final Field ENCODED_TOKEN =
      Field.text("encoded_token", "Specifies the encoded token (result from generate-root).")
          .keptSecret();
  private static final Field OTP =
      Field.text("otp", "Specifies the otp code for decode.").keptSecret();

  List<Route> routes() {
    return List.of(
        Route.at("key-status").read(this::keyStatus),
        Route.at("rotate").sudo().on(DONE_BY_THE_NODE, Operation.UPDATE),
        Route.at("rotate/config")
            .fields(ENABLED, MAX_OPERATIONS, INTERVAL)
            .read(this::readConfig)
            .on(new Handler.Write(this::writeConfig), Operation.UPDATE),
        Route.at("rekey/backup").read(this::readBackup).delete(this::deleteBackup),
        Route.at("rekey/recovery-key-backup")
            .read(RotationRoutes::readNoBackup)
            .delete((call, head) -> Decision.of(Response.nothing())),
        ceremony("rekey/init"),
        ceremony("rekey/update"),
        ceremony("rekey/verify"),
        ceremony("generate-root/attempt"),
        ceremony("generate-root/update"),
        Route.at("decode-token")
            .unauthenticated()
            .fields(ENCODED_TOKEN, OTP)
            .on(new Handler.Read(this::decodeToken), Operation.UPDATE));
  }

  private static Route ceremony(String path) {
    return Route.at(path)
        .sudo()
        .on(DONE_BY_THE_NODE, Operation.READ, Operation.UPDATE, Operation.DELETE);
  }

  private Response keyStatus(Call call, View state) {
    Term term = Rotations.term(state);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("encryptions", term == null ? 0 : state.sequence() - term.sequence() + 1);
    data.put("install_time", term == null ? call.now() : term.installed());
    data.put("term", term == null ? 1 : term.number());
    return Response.injected(data);
  }

  private Response readConfig(Call call, View state) {
    Rotation rotation = Rotations.rotation(state);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("enabled", rotation.enabled());
    data.put("interval", rotation.intervalSeconds() == 0 ? 0 : hours(rotation.intervalSeconds()));
    data.put("max_operations", rotation.maxOperations());
    return Response.of(data);
  }

  /// As Go prints a duration of at least an hour.
  private static String hours(long seconds) {
    Duration duration = Duration.ofSeconds(seconds);
    return duration.toHours()
        + "h"
        + duration.toMinutesPart()
        + "m"
        + duration.toSecondsPart()
        + "s";
  }

  private Decision writeConfig(Call call, View head) {
    Rotation before = Rotations.rotation(head);
    Fields fields = call.fields();
    long interval =
        fields.given("interval") ? fields.seconds("interval") : before.intervalSeconds();
    long operations = operations(fields, before);
    if (interval != 0 && interval < LEAST_INTERVAL.toSeconds()) {
      throw Refusal.badRequest(
          "interval must be greater or equal to " + hours(LEAST_INTERVAL.toSeconds()));
    }
    if (operations < LEAST_OPERATIONS || operations > Rotation.MOST_OPERATIONS) {
      throw Refusal.badRequest(
          "max_operations must be in the range ["
              + LEAST_OPERATIONS
              + ","
              + Rotation.MOST_OPERATIONS
              + "]");
    }
    boolean enabled = fields.given("enabled") ? fields.flag("enabled") : before.enabled();
    return Decision.of(
        Response.nothing(), new SysEvent.RotationConfigured(enabled, operations, interval));
  }

  /// More than an integer field holds.
  private static long operations(Fields fields, Rotation before) {
    Object given = fields.raw("max_operations");
    if (!fields.given("max_operations")) {
      return before.maxOperations();
    }
    try {
      return given instanceof Number number
          ? number.longValue()
          : Long.parseLong(String.valueOf(given));
    } catch (NumberFormatException noNumber) {
      throw Refusal.badRequest("Field validation failed: 'max_operations' is no number");
    }
  }

  private Response readBackup(Call call, View state) {
    RekeyBackup backup = Rotations.backup(state);
    if (backup == null) {
      throw Refusal.badRequest("no backed-up keys found");
    }
    Map<String, Object> kept = JsonPayload.read(state, backup.shares());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("keys", kept.get("keys"));
    data.put("keys_base64", kept.get("keys_base64"));
    data.put("nonce", backup.nonce());
    return Response.injected(data);
  }

  private static Response readNoBackup(Call call, View state) {
    throw Refusal.badRequest("no backed-up keys found");
  }

  private Decision deleteBackup(Call call, View head) {
    RekeyBackup backup = Rotations.backup(head);
    if (backup == null) {
      return Decision.of(Response.nothing());
    }
    List<PayloadName> shares = List.of(backup.shares());
    return Decision.of(Response.nothing(), new SysEvent.RekeyBackupDeleted()).destroying(shares);
  }

  /// What the client could do itself: a token that was encoded with a one-time password.
  private Response decodeToken(Call call, View state) {
    String encoded = call.fields().text("encoded_token");
    byte[] otp = call.fields().text("otp").getBytes(StandardCharsets.UTF_8);
    if (otp.length == 0) {
      throw withoutOtp(encoded);
    }
    byte[] token;
    try {
      token = GoBase64.decodeUnpadded(encoded);
    } catch (Undecodable undecodable) {
      throw Refusal.internal("error decoding base64'd token: " + undecodable.getMessage());
    }
    if (token.length != otp.length) {
      throw Refusal.internal(
          "error xoring token: length of byte slices is not equivalent: "
              + token.length
              + " != "
              + otp.length);
    }
    for (int i = 0; i < token.length; i++) {
      token[i] ^= otp[i];
    }
    return Response.of(Map.of("token", new String(token, StandardCharsets.UTF_8)));
  }

  /// Without one, Vault tries an encoding of old, and so fails in other words.
  private static Refusal withoutOtp(String encoded) {
    try {
      boolean empty = GoBase64.decode(encoded).length == 0;
      return Refusal.internal(
          "error xoring token: decoded "
              + (empty ? "first" : "second")
              + " base64 value is nil or empty");
    } catch (Undecodable undecodable) {
      return Refusal.internal(
          "error xoring token: error decoding first base64 value: " + undecodable.getMessage());
    }
  }
}
