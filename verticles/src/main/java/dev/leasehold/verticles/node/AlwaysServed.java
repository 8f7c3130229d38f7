package dev.leasehold.verticles.node;

import dev.leasehold.crypto.pgp.PgpKey;
import dev.leasehold.crypto.seal.SealSettings;
import dev.leasehold.verticles.http.Answered;
import dev.leasehold.verticles.request.GoNumber;
import dev.leasehold.verticles.request.JsonNumber;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.request.Standing;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The paths that are served in any state and without a token: init, seal status, unseal, leader
/// and health. Their bodies are read strictly, their names in any case, as Vault does.
public final class AlwaysServed {
  private final NodeVerticle node;
  private final Surroundings around;
  private final boolean remoteInit;
  private final OpenPages pages;
  private final Ceremonies ceremonies;

  /// @param remoteInit whether a client from another machine may initialize
  /// @param pages what the listener serves without a token
  AlwaysServed(NodeVerticle node, Surroundings around, boolean remoteInit, OpenPages pages) {
    this.node = node;
    this.around = around;
    this.remoteInit = remoteInit;
    this.pages = pages;
    this.ceremonies = new Ceremonies(node, around, pages.open());
  }

  /// The answer, or null where the path is none of these.
  public @Nullable Future<Answered> handle(Request request) {
    return switch (request.path()) {
      case "sys/health" -> reading(request, health(request));
      case "sys/seal-status" -> reading(request, Response.bare(node.status().sealStatus()));
      case "sys/leader" -> reading(request, Response.bare(Status.leader()));
      case "sys/init" -> init(request);
      case "sys/unseal" -> unseal(request);
      case "sys/seal" -> node.life() == null ? nothing() : null;
      case "sys/step-down" ->
          request.operation() == Operation.UPDATE
              ? nothing()
              : refused(Refusal.of(Refusal.Kind.UNSUPPORTED_OPERATION));
      case "sys/metrics", "sys/in-flight-req" -> pages.handle(request);
      default -> ceremonies.handle(request);
    };
  }

  private static Future<Answered> nothing() {
    return done(Response.nothing());
  }

  private static Future<Answered> done(Response response) {
    return Future.succeededFuture(new Answered.Done(response));
  }

  private static Future<Answered> refused(Refusal refusal) {
    return Future.succeededFuture(new Answered.Refused(refusal, false));
  }

  private static Future<Answered> reading(Request request, Response response) {
    return request.operation() == Operation.READ
        ? done(response)
        : refused(Refusal.of(Refusal.Kind.UNSUPPORTED_OPERATION));
  }

  private Response health(Request request) {
    Status status = node.status();
    Standing.State state =
        !status.initialized()
            ? Standing.State.UNINITIALIZED
            : status.sealed() ? Standing.State.SEALED : Standing.State.ACTIVE;
    String name =
        switch (state) {
          case UNINITIALIZED -> "uninitcode";
          case SEALED -> "sealedcode";
          case STANDBY -> "standbycode";
          case PERFORMANCE_STANDBY -> "performancestandbycode";
          case DISASTER_RECOVERY_SECONDARY -> "drsecondarycode";
          case ACTIVE -> "activecode";
        };
    Standing standing = new Standing(state, code(request.data().get(name)));
    return Response.health(status.health(around.clock().instant()), standing);
  }

  private static @Nullable Integer code(@Nullable Object given) {
    try {
      return given == null ? null : Integer.valueOf(String.valueOf(given));
    } catch (NumberFormatException notANumber) {
      throw Refusal.of(Refusal.Kind.BAD_REQUEST);
    }
  }

  private Future<Answered> init(Request request) {
    if (request.operation() == Operation.READ) {
      return done(Response.bare(Map.of("initialized", node.status().initialized())));
    }
    if (request.operation() != Operation.UPDATE) {
      return refused(Refusal.of(Refusal.Kind.UNSUPPORTED_OPERATION));
    }
    if (!remoteInit && !local(request.remoteAddress())) {
      return refused(
          Refusal.of(
              Refusal.Kind.DENIED, "sys/init is served on loopback only; see allow_remote_init"));
    }
    Map<String, Object> body = lowered(request.data());
    refuseRecovery(body);
    int shares = number(body, "secret_shares");
    int threshold = number(body, "secret_threshold");
    SealSettings settings = settings(shares, threshold);
    BareBody bare = new BareBody(request, "InitRequest");
    List<PgpKey> keys = pgpKeys(bare, shares);
    String rootKey = bare.text("root_token_pgp_key");
    PgpKey forRoot =
        rootKey.isEmpty()
            ? null
            : BareBody.pgpKey(rootKey, Refusal.Kind.BAD_REQUEST, "root token encryption: ");
    return node.initialize(new Birth.Order(settings, null, null))
        .map(born -> new Answered.Done(Response.bare(shown(born, keys, forRoot))));
  }

  private static List<PgpKey> pgpKeys(BareBody body, int shares) {
    List<String> keys = body.texts("pgp_keys");
    String words = "invalid seal configuration: ";
    if (!keys.isEmpty() && keys.size() != shares) {
      throw Refusal.badRequest(
          words + "count mismatch between number of provided PGP keys and number of shares");
    }
    return keys.stream().map(key -> BareBody.pgpKey(key, Refusal.Kind.BAD_REQUEST, words)).toList();
  }

  /// Whether a client is on this machine.
  static boolean local(String address) {
    return address.isEmpty() || InetAddress.ofLiteral(address).isLoopbackAddress();
  }

  private static void refuseRecovery(Map<String, Object> body) {
    if (number(body, "recovery_shares") != 0 || number(body, "recovery_threshold") != 0) {
      throw Refusal.badRequest(
          "parameters recovery_shares,recovery_threshold not applicable to seal type shamir");
    }
  }

  private static SealSettings settings(int shares, int threshold) {
    try {
      return SealSettings.shamir(shares, threshold);
    } catch (IllegalArgumentException invalid) {
      throw Refusal.badRequest("invalid seal configuration: " + invalid.getMessage());
    }
  }

  private Map<String, Object> shown(Birth.Born born, List<PgpKey> keys, @Nullable PgpKey forRoot) {
    HandedShares handed = HandedShares.of(born.shares(), keys, around.entropy());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("keys", handed.hex());
    data.put("keys_base64", handed.base64());
    data.put(
        "root_token",
        forRoot == null
            ? born.rootToken()
            : Base64.getEncoder()
                .encodeToString(forRoot.encrypt(born.rootToken(), around.entropy())));
    return data;
  }

  private Future<Answered> unseal(Request request) {
    if (request.operation() != Operation.UPDATE) {
      return refused(Refusal.of(Refusal.Kind.UNSUPPORTED_OPERATION));
    }
    Map<String, Object> body = lowered(request.data());
    Object key = body.get("key");
    Object reset = body.get("reset");
    if ((key != null && !(key instanceof String))
        || (reset != null && !(reset instanceof Boolean))) {
      throw Refusal.badRequest("failed to parse JSON input: a field has the wrong type");
    }
    if (Boolean.TRUE.equals(reset)) {
      return reset(request);
    }
    if (!(key instanceof String text) || text.isEmpty()) {
      throw Refusal.badRequest(
          "'key' must be specified in request body as JSON, or 'reset' set to true");
    }
    return answered(node.unseal(share(text)));
  }

  /// A stranger must not undo what the holders of shares have given (THREATS T11); and a wrong
  /// share never counts, so that nobody needs it.
  private Future<Answered> reset(Request request) {
    return local(request.remoteAddress())
        ? answered(node.reset())
        : refused(Refusal.of(Refusal.Kind.DENIED, "shares are forgotten on loopback only"));
  }

  private static Future<Answered> answered(Future<Status> status) {
    return status.map(now -> new Answered.Done(Response.bare(now.sealStatus())));
  }

  private static byte[] share(String text) {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException notHex) {
      try {
        return Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException notBase64) {
        throw Refusal.badRequest("'key' must be a valid hex or base64 string");
      }
    }
  }

  private static Map<String, Object> lowered(Map<String, Object> body) {
    Map<String, Object> lowered = new LinkedHashMap<>();
    body.forEach((name, value) -> lowered.put(name.toLowerCase(Locale.ROOT), value));
    return lowered;
  }

  private static int number(Map<String, Object> body, String name) {
    Object value = body.get(name);
    if (value == null) {
      return 0;
    }
    if (value instanceof JsonNumber number) {
      try {
        return Math.toIntExact(GoNumber.decimal(number.text()));
      } catch (RuntimeException notAnInt) {
        throw Refusal.badRequest("failed to parse JSON input: " + name + " is no whole number");
      }
    }
    throw Refusal.badRequest("failed to parse JSON input: " + name + " is no number");
  }
}
