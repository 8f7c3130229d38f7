package dev.leasehold.verticles.node;

import dev.leasehold.crypto.pgp.PgpKey;
import dev.leasehold.crypto.seal.SealSettings;
import dev.leasehold.crypto.seal.ShamirSeal;
import dev.leasehold.crypto.seal.UnsealCeremony;
import dev.leasehold.crypto.seal.UnsealStep;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// New shares for new holders: drawn once enough of the old ones were given, and in force at once,
/// or, where that was asked for, once enough of the new ones were given back. Until then the old
/// ones open. Belongs to the context of the node room.
///
/// ```text
/// begin ─► give(old share) ... ─► new shares are shown ─┬─► in force
///                                                       └─► prove(new share) ... ─► in force
/// ```
final class Rekeying {
  private static final String READING = "failed to read root key: ";

  private final Entropy entropy;
  private final Turn turn;
  private @Nullable Wish wish;
  private @Nullable UnsealCeremony ceremony;
  private @Nullable ShamirSeal unproven;
  private final List<SecretBytes> proven = new ArrayList<>();
  private String nonce = "";
  private String verificationNonce = "";

  /// What is asked for.
  record Wish(SealSettings settings, List<PgpKey> pgpKeys, boolean backup, boolean verify) {}

  /// What the node does for a rekey.
  ///
  /// @param draw draws a seal and hands its shares over, on a worker
  /// @param keep keeps the encrypted shares in the log, under the nonce of the rekey
  /// @param adopt puts a seal in force
  record Turn(
      Function<Wish, Future<Drawn>> draw,
      BiFunction<String, HandedShares, Future<Void>> keep,
      Function<ShamirSeal, Future<Void>> adopt) {}

  /// A seal that was drawn, and its shares as they are shown.
  record Drawn(ShamirSeal seal, HandedShares shares) {}

  Rekeying(Entropy entropy, Turn turn) {
    this.entropy = entropy;
    this.turn = turn;
  }

  void begin(OpenSeal seal, Wish asked) {
    if (wish != null) {
      throw Refusal.badRequest("rekey already in progress");
    }
    wish = asked;
    ceremony = new UnsealCeremony(List.of(seal.generation()), entropy);
    nonce = entropy.uuid();
    verificationNonce = "";
  }

  /// Whether who names this nonce may end what is under way; where nothing is, anybody may.
  boolean ends(String named) {
    boolean known = named.equals(nonce) || named.equals(verificationNonce);
    return wish == null || (known && !named.isEmpty());
  }

  void cancel() {
    if (ceremony != null) {
      ceremony.reset();
    }
    if (unproven != null) {
      unproven.wipe();
    }
    proven.forEach(SecretBytes::wipe);
    proven.clear();
    wish = null;
    ceremony = null;
    unproven = null;
    nonce = "";
    verificationNonce = "";
  }

  Response status(int required) {
    Wish asked = wish;
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("nonce", nonce);
    data.put("started", asked != null);
    data.put("t", asked == null ? 0 : asked.settings().threshold());
    data.put("n", asked == null ? 0 : asked.settings().shares());
    data.put("progress", ceremony == null ? 0 : ceremony.progress());
    data.put("required", required);
    List<PgpKey> keys = asked == null ? List.of() : asked.pgpKeys();
    data.put(
        "pgp_fingerprints",
        keys.isEmpty() ? null : keys.stream().map(PgpKey::fingerprint).toList());
    data.put("backup", asked != null && asked.backup());
    data.put("verification_required", asked != null && asked.verify());
    if (!verificationNonce.isEmpty()) {
      data.put("verification_nonce", verificationNonce);
    }
    return Response.bare(data);
  }

  /// Takes a share that is in force now.
  Future<Response> give(byte[] share, String asked, int required) {
    checkLength(share);
    Wish wanted = wish;
    UnsealCeremony current = ceremony;
    if (wanted == null || current == null) {
      throw Refusal.badRequest("no barrier rekey in progress");
    }
    if (unproven != null) {
      throw Refusal.badRequest(
          "rekey operation already finished; verification must be performed; nonce for the"
              + " verification operation is \""
              + verificationNonce
              + "\"");
    }
    checkNonce(asked, nonce, "rekey");
    return switch (current.submit(share)) {
      case UnsealStep.Refused refused -> throw Refusal.badRequest(refused.text());
      case UnsealStep.WrongShare wrong -> throw wrongKey();
      case UnsealStep.WrongKey wrong -> throw wrongKey();
      case UnsealStep.Duplicate duplicate ->
          throw Refusal.badRequest(
              "given key has already been provided during this generation operation");
      case UnsealStep.Counted counted -> Future.succeededFuture(status(required));
      case UnsealStep.Opened opened -> {
        opened.rootKey().wipe();
        opened.keyring().wipe();
        yield turn.draw().apply(wanted).compose(drawn -> drawn(wanted, drawn));
      }
    };
  }

  private Future<Response> drawn(Wish wanted, Drawn drawn) {
    Future<Void> kept =
        wanted.backup() ? turn.keep().apply(nonce, drawn.shares()) : Future.succeededFuture();
    if (wanted.verify()) {
      return kept.map(done -> {
        unproven = drawn.seal();
        verificationNonce = entropy.uuid();
        return complete(wanted, drawn.shares());
      });
    }
    return kept.compose(done -> turn.adopt().apply(drawn.seal()))
        .map(done -> {
          Response answer = complete(wanted, drawn.shares());
          drawn.seal().wipe();
          cancel();
          return answer;
        });
  }

  private Response complete(Wish wanted, HandedShares shares) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("nonce", nonce);
    data.put("complete", true);
    data.put("keys", shares.hex());
    data.put("keys_base64", shares.base64());
    data.put("pgp_fingerprints", shares.fingerprints().isEmpty() ? null : shares.fingerprints());
    data.put("backup", wanted.backup());
    data.put("verification_required", wanted.verify());
    if (wanted.verify()) {
      data.put("verification_nonce", verificationNonce);
    }
    return Response.bare(data);
  }

  /// How far the new shares are proven.
  Response verification() {
    Wish wanted = wish;
    if (wanted == null) {
      throw Refusal.badRequest("no rekey configuration found");
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("nonce", verificationNonce);
    data.put("started", unproven != null);
    data.put("t", wanted.settings().threshold());
    data.put("n", wanted.settings().shares());
    data.put("progress", proven.size());
    return Response.bare(data);
  }

  /// Begins the proof of the new shares anew.
  Response restartVerification() {
    if (wish == null) {
      throw Refusal.badRequest("no rekey configuration found");
    }
    forgetProven();
    return verification();
  }

  private void forgetProven() {
    proven.forEach(SecretBytes::wipe);
    proven.clear();
    verificationNonce = entropy.uuid();
  }

  /// Takes a share that is to be in force.
  Future<Response> prove(byte[] share, String asked) {
    checkLength(share);
    Wish wanted = wish;
    ShamirSeal seal = unproven;
    if (wanted == null) {
      throw Refusal.badRequest("no rekey in progress");
    }
    if (seal == null) {
      throw Refusal.badRequest("no rekey verification in progress");
    }
    checkNonce(asked, verificationNonce, "verify");
    SecretBytes given = SecretBytes.copyOf(share);
    if (proven.contains(given)) {
      throw Refusal.badRequest("given key has already been provided during this verify operation");
    }
    if (!seal.shares().contains(given)) {
      forgetProven();
      throw Refusal.badRequest("rekey verification failed; incorrect key shares supplied");
    }
    proven.add(given);
    if (proven.size() < wanted.settings().threshold()) {
      return Future.succeededFuture(verification());
    }
    return turn.adopt()
        .apply(seal)
        .map(done -> {
          Map<String, Object> data = new LinkedHashMap<>();
          data.put("nonce", verificationNonce);
          data.put("complete", true);
          cancel();
          return Response.bare(data);
        });
  }

  private static void checkNonce(String asked, String right, String operation) {
    if (!asked.equals(right)) {
      throw Refusal.badRequest(
          "incorrect nonce supplied; nonce for this "
              + operation
              + " operation is \""
              + right
              + "\"");
    }
  }

  private static void checkLength(byte[] share) {
    if (share.length < UnsealCeremony.SHORTEST) {
      throw Refusal.badRequest("key is shorter than minimum 16 bytes");
    }
    if (share.length > UnsealCeremony.LONGEST) {
      throw Refusal.badRequest("key is longer than maximum 33 bytes");
    }
  }

  private static Refusal wrongKey() {
    return Refusal.of(
        Refusal.Kind.INTERNAL,
        READING + UnsealCeremony.WRONG_KEY.substring("unable to retrieve stored keys: ".length()));
  }
}
