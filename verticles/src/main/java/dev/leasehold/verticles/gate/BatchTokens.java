package dev.leasehold.verticles.gate;

import dev.leasehold.crypto.barrier.BatchSealer;
import dev.leasehold.crypto.binary.BinaryReader;
import dev.leasehold.crypto.binary.BinaryWriter;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Token;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Batch tokens: they are kept nowhere, their text is their content, sealed. So they cannot be
/// revoked, renewed or listed; they end by their time, or with their parent.
///
/// ```text
/// hvb. base64url( version (1) | texts, lists and times of a token, sealed )
/// ```
///
/// May be used from any thread.
public final class BatchTokens {
  private static final String PREFIX = "hvb.";
  private static final int VERSION = 1;
  private static final Reveal TO_OPEN = Reveal.because("a batch token is opened");

  /// The most characters of a text that is opened at all.
  private static final int MAX_TEXT = 1 << 16;

  private final BatchSealer sealer;

  BatchTokens(BatchSealer sealer) {
    this.sealer = sealer;
  }

  /// The text of a token, whose id and accessor do not count.
  public SecretBytes seal(Token token, Entropy entropy) {
    BinaryWriter out = new BinaryWriter().int8(VERSION);
    out.text(token.namespace()).text(token.parent() == null ? "" : token.parent());
    texts(out, token.policies());
    out.text(token.path()).int8(token.meta() == null ? 0 : 1);
    Map<String, String> meta = token.meta() == null ? Map.of() : token.meta();
    texts(out, List.copyOf(meta.keySet()));
    texts(out, List.copyOf(meta.values()));
    out.text(token.displayName()).text(token.role() == null ? "" : token.role());
    out.int64(ChronoUnit.NANOS.between(Instant.EPOCH, token.created()));
    out.int64(token.ttlSeconds());
    texts(out, token.boundCidrs());
    out.text(token.entityId());
    byte[] sealed = sealer.seal(out.toBytes(), entropy);
    return SecretBytes.ofUtf8(
        PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
  }

  /// Whether a text looks like that of a batch token.
  static boolean is(SecretBytes text) {
    return text.length() > PREFIX.length()
        && text.length() <= MAX_TEXT
        && text.revealUtf8(TO_OPEN).startsWith(PREFIX);
  }

  /// The token that a text holds, under this id, or null where nobody sealed it here.
  @Nullable Token open(SecretBytes text, String id) {
    byte[] sealed;
    try {
      sealed =
          Base64.getUrlDecoder()
              .decode(
                  text.revealUtf8(TO_OPEN)
                      .substring(PREFIX.length())
                      .getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException garbled) {
      return null;
    }
    return sealer.open(sealed).map(content -> read(new BinaryReader(content), id)).orElse(null);
  }

  private static Token read(BinaryReader in, String id) {
    in.expect(VERSION);
    String namespace = in.text();
    String parent = in.text();
    List<String> policies = texts(in);
    String path = in.text();
    boolean described = in.int8() == 1;
    List<String> names = texts(in);
    List<String> values = texts(in);
    Map<String, String> meta = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      meta.put(names.get(i), values.get(i));
    }
    String displayName = in.text();
    String role = in.text();
    Instant created = Instant.EPOCH.plusNanos(in.int64());
    long ttl = in.int64();
    List<String> cidrs = texts(in);
    String entityId = in.text();
    in.end();
    return new Token(
        namespace,
        id,
        "",
        parent.isEmpty() ? null : parent,
        policies,
        path,
        described ? meta : null,
        displayName,
        0,
        created,
        ttl,
        0,
        0,
        "batch",
        created.plusSeconds(ttl),
        null,
        false,
        role.isEmpty() ? null : role,
        cidrs,
        entityId);
  }

  private static void texts(BinaryWriter out, List<String> texts) {
    out.int32(texts.size());
    texts.forEach(out::text);
  }

  private static List<String> texts(BinaryReader in) {
    List<String> texts = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      texts.add(in.text());
    }
    return List.copyOf(texts);
  }
}
