package dev.leasehold.crypto.jose;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// Signing tokens, and checking the signatures of tokens that we signed. Any thread.
public final class SignedToken {
  private static final Reveal TO_SIGN = Reveal.because("a token is signed with the private key");

  /// Signing takes a private key of ours and a token none of ours, so a token's size has a limit.
  private static final int MAX_LENGTH = 1024 * 1024;

  private SignedToken() {}

  /// The compact form of claims signed with a pair; the key says which algorithm.
  ///
  /// @param privateKey as [TokenKeys] has it
  /// @param claims members of String, Boolean, Number, List, Map and null, in their order
  public static String sign(SecretBytes privateKey, Map<String, Object> claims) {
    try {
      String text = new String(privateKey.reveal(TO_SIGN), StandardCharsets.UTF_8);
      PublicJsonWebKey pair = PublicJsonWebKey.Factory.newPublicJwk(text);
      JsonWebSignature signature = new JsonWebSignature();
      signature.setAlgorithmHeaderValue(pair.getAlgorithm());
      signature.setKeyIdHeaderValue(pair.getKeyId());
      signature.setKey(pair.getPrivateKey());
      signature.setPayload(JsonUtil.toJson(claims));
      return signature.getCompactSerialization();
    } catch (JoseException failed) {
      throw new IllegalStateException("a token cannot be signed", failed);
    }
  }

  /// Why a text is no token at all, in Vault's words; null where it looks like one.
  public static @Nullable String malformed(String text) {
    String[] parts = text.length() > MAX_LENGTH ? new String[0] : text.split("\\.", -1);
    if (parts.length != 3) {
      return "go-jose/go-jose: compact JWS format must have three parts";
    }
    for (String part : parts) {
      int bad = firstBadByte(part);
      if (bad >= 0) {
        return "illegal base64 data at input byte " + bad;
      }
    }
    return null;
  }

  /// The claims of a token that one of these published keys has signed, else null.
  public static @Nullable Map<String, Object> verify(String text, List<String> publicKeys) {
    for (String publicKey : publicKeys) {
      Map<String, Object> claims = verify(text, publicKey);
      if (claims != null) {
        return claims;
      }
    }
    return null;
  }

  /// The algorithm of the key decides: one that the header names otherwise is refused.
  private static @Nullable Map<String, Object> verify(String text, String publicKey) {
    try {
      PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(publicKey);
      JsonWebSignature signature = new JsonWebSignature();
      signature.setCompactSerialization(text);
      if (!key.getAlgorithm().equals(signature.getAlgorithmHeaderValue())) {
        return null;
      }
      signature.setKey(key.getPublicKey());
      return signature.verifySignature() ? JsonUtil.parseJson(signature.getPayload()) : null;
    } catch (JoseException notOurs) {
      return null;
    }
  }

  private static int firstBadByte(String part) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      boolean good = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
      if (!good) {
        return i;
      }
    }
    return part.length() % 4 == 1 ? part.length() - 1 : -1;
  }

  /// The members of a JSON object that a client wrote; null where it is none.
  public static @Nullable Map<String, Object> claims(String text) {
    try {
      return JsonUtil.parseJson(text);
    } catch (JoseException none) {
      return null;
    }
  }
}
