package dev.leasehold.verticles.node;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.pgp.PgpKey;
import dev.leasehold.crypto.proof.TokenText;
import dev.leasehold.crypto.seal.UnsealCeremony;
import dev.leasehold.crypto.seal.UnsealStep;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.verticles.gate.Names;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.writer.Resolution;
import dev.leasehold.verticles.writer.Work;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A new root token for those who have none left: made once enough shares were given, and handed
/// over so that only who began can read it. Belongs to the context of the node room.
///
/// ```text
/// begin(otp or PGP key) ─► give(share) ... ─► the token is in the log ─► encoded, once
/// ```
final class RootGeneration {
  /// As long as a token's text, which it is laid over.
  static final int OTP_LENGTH = 28;

  private static final String ABORTED = "root generation aborted: unable to authenticate: ";
  private static final Reveal TO_ENCODE = Reveal.because("a root token is encoded by its OTP");

  private final Entropy entropy;
  private @Nullable UnsealCeremony ceremony;
  private String nonce = "";
  private @Nullable SecretBytes otp;
  private @Nullable PgpKey pgpKey;

  RootGeneration(Entropy entropy) {
    this.entropy = entropy;
  }

  /// Begins for who holds a one-time password or a PGP key; one of the two is given.
  void begin(OpenSeal seal, @Nullable SecretBytes password, @Nullable PgpKey key) {
    if (ceremony != null) {
      throw Refusal.badRequest("root generation already in progress");
    }
    ceremony = new UnsealCeremony(List.of(seal.generation()), entropy);
    nonce = entropy.uuid();
    otp = password;
    pgpKey = key;
  }

  /// Whether who names this nonce may end what is under way; where nothing is, anybody may.
  boolean ends(String named) {
    return ceremony == null || named.equals(nonce);
  }

  /// Forgets what was begun and given.
  void cancel() {
    if (ceremony != null) {
      ceremony.reset();
    }
    if (otp != null) {
      otp.wipe();
    }
    ceremony = null;
    nonce = "";
    otp = null;
    pgpKey = null;
  }

  /// How it stands. A password that was drawn here is shown once.
  Response status(int required, String drawnPassword) {
    int progress = ceremony == null ? 0 : ceremony.progress();
    return Response.bare(
        status(ceremony != null, progress, required, "", drawnPassword, OTP_LENGTH));
  }

  private Map<String, Object> status(
      boolean started, int progress, int required, String encoded, String password, int length) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("nonce", nonce);
    data.put("started", started);
    data.put("progress", progress);
    data.put("required", required);
    data.put("complete", !encoded.isEmpty());
    data.put("encoded_token", encoded);
    data.put("encoded_root_token", encoded);
    data.put("pgp_fingerprint", pgpKey == null ? "" : pgpKey.fingerprint());
    data.put("otp", password);
    data.put("otp_length", length);
    return data;
  }

  /// Takes a share. With enough of them a root token is appended, and given away encoded.
  ///
  /// @param keep has work decided, done when it is in the log
  Future<Response> give(
      byte[] share,
      String asked,
      int required,
      Keyring keyring,
      Function<Work, Future<Void>> keep) {
    UnsealCeremony current = ceremony;
    if (current == null) {
      checkLength(share);
      throw Refusal.badRequest("no root generation in progress");
    }
    checkLength(share);
    if (!asked.equals(nonce)) {
      throw Refusal.badRequest(
          "incorrect nonce supplied; nonce for this root generation operation is \""
              + nonce
              + "\"");
    }
    return switch (current.submit(share)) {
      case UnsealStep.Refused refused -> throw Refusal.badRequest(refused.text());
      case UnsealStep.WrongShare wrong ->
          throw Refusal.badRequest(ABORTED + UnsealCeremony.WRONG_KEY);
      case UnsealStep.WrongKey wrong ->
          throw Refusal.badRequest(ABORTED + UnsealCeremony.WRONG_KEY);
      case UnsealStep.Duplicate duplicate ->
          throw Refusal.badRequest(
              "given key has already been provided during this generation operation");
      case UnsealStep.Counted counted ->
          Future.succeededFuture(
              Response.bare(status(true, current.progress(), required, "", "", 0)));
      case UnsealStep.Opened opened -> {
        opened.rootKey().wipe();
        opened.keyring().wipe();
        yield made(required, keyring, keep);
      }
    };
  }

  private static void checkLength(byte[] share) {
    if (share.length < UnsealCeremony.SHORTEST) {
      throw Refusal.badRequest("invalid key: key is shorter than minimum 16 bytes");
    }
    if (share.length > UnsealCeremony.LONGEST) {
      throw Refusal.badRequest("invalid key: key is longer than maximum 33 bytes");
    }
  }

  private Future<Response> made(int required, Keyring keyring, Function<Work, Future<Void>> keep) {
    SecretBytes text = TokenText.drawService(entropy);
    String id = new Names(keyring).token(text);
    Work work =
        (head, now) ->
            Resolution.of(
                Decision.of(
                    Response.nothing(),
                    new TokenEvent.TokenCreated(RootToken.of(id, entropy, now))));
    String encoded = encoded(text);
    return keep.apply(work)
        .map(kept -> {
          Response answer = Response.bare(status(true, required, required, encoded, "", 0));
          cancel();
          return answer;
        });
  }

  private String encoded(SecretBytes text) {
    if (pgpKey != null) {
      return Base64.getEncoder().encodeToString(pgpKey.encrypt(text, entropy));
    }
    if (otp == null) {
      throw new IllegalStateException("a root token is made for nobody");
    }
    byte[] bytes = text.reveal(TO_ENCODE);
    byte[] password = otp.reveal(TO_ENCODE);
    try {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] ^= password[i];
      }
      return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(password, (byte) 0);
    }
  }
}
