package dev.leasehold.verticles.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.leasehold.crypto.key.MacKey;
import dev.leasehold.crypto.key.Sha256;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Token;
import dev.leasehold.verticles.gate.Caller;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// What the audit shows instead of a value: `hmac-sha256:` and the HMAC-SHA256 of the value under a
/// salt, in hexadecimal. The same value gives the same text under one salt, so that an auditor who
/// knows a value can find it (`sys/audit-hash`). Any thread.
///
/// The hashes of tokens that were seen lately are kept, by the id that the log knows a token by.
public final class AuditHash {
  /// How every hash begins.
  public static final String PREFIX = "hmac-sha256:";

  /// How many callers have their hashes kept: one takes about 300 bytes.
  private static final int MAX_CALLERS = 10_000;

  private static final Reveal HASHED = Reveal.because("the audit shows a hash of it");
  private static final Reveal RAW = Reveal.because("an operator enabled this device with log_raw");

  private final @Nullable MacKey salt;
  private final Cache<String, Shown> callers =
      Caffeine.newBuilder().maximumSize(MAX_CALLERS).build();

  private AuditHash(@Nullable MacKey salt) {
    this.salt = salt;
  }

  /// What is shown of a caller.
  ///
  /// @param clientId the entity, or for a token without one what Vault counts clients by
  record Shown(String token, String accessor, String clientId) {}

  public static AuditHash of(MacKey salt) {
    return new AuditHash(salt);
  }

  /// Hashes nothing: for devices that were enabled with `log_raw`.
  public static AuditHash raw() {
    return new AuditHash(null);
  }

  boolean isRaw() {
    return salt == null;
  }

  /// The form under this salt of a text.
  public String text(String value) {
    return salt == null ? value : PREFIX + salt.macHex(value);
  }

  String secret(SecretBytes value) {
    if (salt == null) {
      return value.revealUtf8(RAW);
    }
    byte[] bytes = value.reveal(HASHED);
    try {
      return bytes(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  String bytes(byte[] value) {
    return salt == null
        ? new String(value, StandardCharsets.UTF_8)
        : PREFIX + HexFormat.of().formatHex(salt.mac(value));
  }

  Shown caller(Caller caller) {
    return callers.get(caller.token().id(), _ -> shown(caller));
  }

  private Shown shown(Caller caller) {
    Token token = caller.token();
    return new Shown(secret(caller.text()), text(token.accessor()), clientId(token));
  }

  private static String clientId(Token token) {
    if (!token.entityId().isEmpty()) {
      return token.entityId();
    }
    String policies = String.join("\u001f", token.policies().stream().sorted().toList());
    String counted = policies + "\0" + token.namespace();
    return Base64.getEncoder().encodeToString(Sha256.of(counted.getBytes(StandardCharsets.UTF_8)));
  }
}
