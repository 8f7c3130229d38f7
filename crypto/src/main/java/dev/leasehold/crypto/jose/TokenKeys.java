package dev.leasehold.crypto.jose;

import dev.leasehold.crypto.certificate.EntropyRandom;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;
import java.security.spec.ECParameterSpec;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// A pair of keys that signs tokens, as two JSON Web Keys. Immutable.
///
/// @param id a UUID, the `kid` of what is signed with it
/// @param algorithm as `RS256`; a key never signs with another one
/// @param publicKey what may be published, as a JSON text
/// @param privateKey the whole pair, as a JSON text
public record TokenKeys(String id, String algorithm, String publicKey, SecretBytes privateKey) {
  /// The algorithms there are, in the order in which clients are told of them.
  public static final List<String> ALGORITHMS =
      List.of("RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "EdDSA");

  /// What NIST recommends at least for years to come, and what Vault draws.
  private static final int RSA_BITS = 2048;

  /// Draws a pair; for RSA that takes a tenth of a second of CPU and more.
  public static TokenKeys draw(String algorithm, Entropy entropy) {
    try {
      PublicJsonWebKey pair = generate(algorithm, new EntropyRandom(entropy));
      pair.setKeyId(entropy.uuid());
      pair.setAlgorithm(algorithm);
      pair.setUse("sig");
      return new TokenKeys(
          pair.getKeyId(),
          algorithm,
          pair.toJson(OutputControlLevel.PUBLIC_ONLY),
          SecretBytes.ofUtf8(pair.toJson(OutputControlLevel.INCLUDE_PRIVATE)));
    } catch (JoseException impossible) {
      throw new IllegalStateException("a pair of keys cannot be drawn", impossible);
    }
  }

  private static PublicJsonWebKey generate(String algorithm, EntropyRandom random)
      throws JoseException {
    return switch (algorithm) {
      case "RS256", "RS384", "RS512" -> RsaJwkGenerator.generateJwk(RSA_BITS, null, random);
      case "ES256" -> elliptic(EllipticCurves.P256, random);
      case "ES384" -> elliptic(EllipticCurves.P384, random);
      case "ES512" -> elliptic(EllipticCurves.P521, random);
      case "EdDSA" ->
          OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519, null, random);
      default -> throw new IllegalArgumentException("there is no such algorithm");
    };
  }

  private static PublicJsonWebKey elliptic(ECParameterSpec curve, EntropyRandom random)
      throws JoseException {
    return EcJwkGenerator.generateJwk(curve, null, random);
  }

  /// The members of a published key.
  public static Map<String, Object> members(String publicKey) {
    try {
      return JsonUtil.parseJson(publicKey);
    } catch (JoseException notOurs) {
      throw new IllegalStateException("a published key is no JSON", notOurs);
    }
  }

  @Override
  public String toString() {
    return "TokenKeys[" + id + "]";
  }
}
