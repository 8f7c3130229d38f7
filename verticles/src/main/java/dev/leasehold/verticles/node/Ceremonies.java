package dev.leasehold.verticles.node;

import dev.leasehold.crypto.pgp.PgpKey;
import dev.leasehold.crypto.seal.SealSettings;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.http.Answered;
import dev.leasehold.verticles.http.Dispatcher;
import dev.leasehold.verticles.http.Life;
import dev.leasehold.verticles.http.Listener;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The paths at which the holders of shares meet, and the one that rotates: the node acts, where
/// the gate has let in who asks.
///
/// ```text
/// sys/rotate            who has sudo there
/// sys/rekey/*           the same, and anybody where the listener is open for it
/// sys/generate-root/*   the same, and anybody on this machine, or as the listener is open for it
/// ```
///
/// What was begun is ended by who has sudo, or by who names its nonce (THREATS T11).
///
/// Who asks and whether that was granted is audited; shares and passwords are not, not even hashed.
final class Ceremonies {
  private final NodeVerticle node;
  private final Surroundings around;
  private final Listener.Open open;

  /// @param open what the listener serves without a token
  Ceremonies(NodeVerticle node, Surroundings around, Listener.Open open) {
    this.node = node;
    this.around = around;
    this.open = open;
  }

  /// The answer, or null where the path is none of these.
  @Nullable Future<Answered> handle(Request request) {
    return switch (request.path()) {
      case "sys/rotate" ->
          node.life() == null || request.operation() != Operation.UPDATE
              ? null
              : admitted(request, () -> node.rotate().map(done -> Response.nothing()));
      case "sys/rekey/init", "sys/rekey/init/" -> rekey(request, () -> init(request));
      case "sys/rekey/update" -> rekey(request, () -> update(request));
      case "sys/rekey/verify", "sys/rekey/verify/" -> rekey(request, () -> verify(request));
      case "sys/rekey-recovery-key/init",
          "sys/rekey-recovery-key/init/",
          "sys/rekey-recovery-key/verify" ->
          refused(Refusal.badRequest("recovery rekeying not supported"));
      case "sys/rekey-recovery-key/update" -> updateRecovery(request);
      case "sys/generate-root/attempt", "sys/generate-root/attempt/" ->
          generate(request, () -> attempt(request));
      case "sys/generate-root/update" -> generate(request, () -> giveForRoot(request));
      default -> null;
    };
  }

  private static Future<Answered> refused(Refusal refusal) {
    return Future.succeededFuture(new Answered.Refused(refusal, false));
  }

  private static Refusal unsupported() {
    return Refusal.of(Refusal.Kind.UNSUPPORTED_OPERATION);
  }

  /// Acts where the gate says yes; it sees the request without its body.
  private Future<Answered> admitted(Request request, Supplier<Future<Response>> act) {
    Life life = node.life();
    if (life == null) {
      return refused(Refusal.sealed());
    }
    return Dispatcher.passed(life, request.with(Map.of()))
        .compose(answered ->
            answered instanceof Answered.Done
                ? act.get().map(Answered.Done::new)
                : Future.succeededFuture(answered));
  }

  private Future<Answered> rekey(Request request, Supplier<Future<Response>> act) {
    if (node.life() == null) {
      return refused(Refusal.of(Refusal.Kind.UNAVAILABLE, "node is not active"));
    }
    if (!isServed(request)) {
      return refused(unsupported());
    }
    return open.rekey()
        ? openly(
            request, named -> node.rekeying((rekeying, seal) -> may(rekeying.ends(named))), act)
        : admitted(request, act);
  }

  private static Future<Boolean> may(boolean end) {
    return Future.succeededFuture(end);
  }

  /// Acts for anybody; but what was begun is ended only by who names its nonce, else as the gate
  /// says.
  private Future<Answered> openly(
      Request request, Function<String, Future<Boolean>> ends, Supplier<Future<Response>> act) {
    boolean ending = request.operation() == Operation.DELETE;
    String named = String.valueOf(request.data().getOrDefault("nonce", ""));
    Future<Boolean> may = ending ? ends.apply(named) : may(true);
    return may.compose(yes -> yes ? act.get().map(Answered.Done::new) : admitted(request, act));
  }

  private Future<Answered> generate(Request request, Supplier<Future<Response>> act) {
    if (node.life() == null) {
      return refused(Refusal.sealed());
    }
    if (!isServed(request)) {
      return refused(unsupported());
    }
    boolean anybody =
        switch (open.generateRoot()) {
          case NOBODY -> false;
          case THIS_MACHINE -> AlwaysServed.local(request.remoteAddress());
          case EVERYBODY -> true;
        };
    return anybody
        ? openly(
            request,
            named -> node.generation((generation, seal) -> may(generation.ends(named))),
            act)
        : admitted(request, act);
  }

  private static boolean isServed(Request request) {
    return request.path().endsWith("update")
        || request.operation() == Operation.READ
        || request.operation() == Operation.UPDATE
        || request.operation() == Operation.DELETE;
  }

  private Future<Answered> updateRecovery(Request request) {
    BareBody.required(request, "RekeyUpdateRequest").share();
    return refused(
        Refusal.of(
            Refusal.Kind.INTERNAL,
            "failed to fetch existing recovery config: recovery not supported"));
  }

  private Future<Response> init(Request request) {
    if (request.operation() == Operation.UPDATE) {
      Rekeying.Wish wish = wish(BareBody.required(request, "RekeyRequest"));
      return node.rekeying((rekeying, seal) -> {
        rekeying.begin(seal, wish);
        return Future.succeededFuture(rekeying.status(threshold(seal)));
      });
    }
    if (request.operation() == Operation.DELETE) {
      return node.rekeying((rekeying, seal) -> {
        rekeying.cancel();
        return Future.succeededFuture(Response.nothing());
      });
    }
    return node.rekeying(
        (rekeying, seal) -> Future.succeededFuture(rekeying.status(threshold(seal))));
  }

  private static int threshold(OpenSeal seal) {
    return seal.generation().settings().threshold();
  }

  private static Rekeying.Wish wish(BareBody body) {
    int shares = body.number("secret_shares");
    int threshold = body.number("secret_threshold");
    boolean backup = body.flag("backup");
    List<String> keys = body.texts("pgp_keys");
    boolean verify = body.flag("require_verification");
    int ignored = body.number("stored_shares");
    if (backup && keys.isEmpty()) {
      throw Refusal.badRequest(
          "cannot request a backup of the new keys without providing PGP keys for encryption");
    }
    if (!keys.isEmpty() && keys.size() != shares) {
      throw Refusal.badRequest("incorrect number of PGP keys for rekey");
    }
    if (threshold > shares) {
      throw Refusal.badRequest("provided threshold greater than the total shares");
    }
    String words = "invalid rekey seal configuration: ";
    try {
      SealSettings settings = SealSettings.shamir(shares, threshold);
      List<PgpKey> parsed =
          keys.stream().map(key -> BareBody.pgpKey(key, Refusal.Kind.INTERNAL, words)).toList();
      return new Rekeying.Wish(settings, parsed, backup, verify);
    } catch (IllegalArgumentException invalid) {
      throw Refusal.of(Refusal.Kind.INTERNAL, words + invalid.getMessage());
    }
  }

  private Future<Response> update(Request request) {
    BareBody body = BareBody.required(request, "RekeyUpdateRequest");
    byte[] share = body.share();
    String nonce = body.text("nonce");
    return node.rekeying((rekeying, seal) -> rekeying.give(share, nonce, threshold(seal)));
  }

  private Future<Response> verify(Request request) {
    if (request.operation() == Operation.UPDATE) {
      BareBody body = BareBody.required(request, "RekeyVerificationUpdateRequest");
      byte[] share = body.share();
      String nonce = body.text("nonce");
      return node.rekeying((rekeying, seal) -> rekeying.prove(share, nonce));
    }
    boolean restart = request.operation() == Operation.DELETE;
    return node.rekeying((rekeying, seal) ->
        Future.succeededFuture(restart ? rekeying.restartVerification() : rekeying.verification()));
  }

  private Future<Response> attempt(Request request) {
    if (request.operation() == Operation.UPDATE) {
      return begin(new BareBody(request, "GenerateRootInitRequest"));
    }
    if (request.operation() == Operation.DELETE) {
      return node.generation((generation, seal) -> {
        generation.cancel();
        return Future.succeededFuture(Response.nothing());
      });
    }
    return node.generation(
        (generation, seal) -> Future.succeededFuture(generation.status(threshold(seal), "")));
  }

  private Future<Response> begin(BareBody body) {
    String password = body.text("otp");
    String key = body.text("pgp_key");
    boolean drawn = password.isEmpty() && key.isEmpty();
    String otp = drawn ? around.entropy().base62(RootGeneration.OTP_LENGTH) : password;
    if (!otp.isEmpty() && SecretBytes.ofUtf8(otp).length() != RootGeneration.OTP_LENGTH) {
      throw Refusal.badRequest("OTP string is wrong length");
    }
    PgpKey pgpKey =
        otp.isEmpty()
            ? BareBody.pgpKey(key, Refusal.Kind.BAD_REQUEST, "error parsing PGP key: ")
            : null;
    return node.generation((generation, seal) -> {
      generation.begin(seal, otp.isEmpty() ? null : SecretBytes.ofUtf8(otp), pgpKey);
      return Future.succeededFuture(generation.status(threshold(seal), drawn ? otp : ""));
    });
  }

  private Future<Response> giveForRoot(Request request) {
    BareBody body = BareBody.required(request, "GenerateRootUpdateRequest");
    byte[] share = body.share();
    String nonce = body.text("nonce");
    return node.generation((generation, seal) ->
        generation.give(share, nonce, threshold(seal), seal.keyring(), node::kept));
  }
}
