package dev.leasehold.verticles.astrasimulator;

import dev.leasehold.crypto.key.Sha256;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// An organization and the token of its administrator, which are there from the start. Immutable.
public record Tenant(Organization organization, SecretBytes adminToken) {
  private static final Reveal TO_READ = Reveal.because("the client id is a part of the token");
  private static final Pattern TOKEN = Pattern.compile("AstraCS:([A-Za-z]{24}):[0-9a-f]{64}");
  private static final Organization DEMONSTRATION =
      new Organization("5e000000-0000-4000-8000-000000000001", "demonstration");

  /// A token of another form throws `IllegalArgumentException`, whose text does not show it.
  public Tenant {
    if (!TOKEN.matcher(adminToken.revealUtf8(TO_READ)).matches()) {
      throw new IllegalArgumentException(
          "an admin token is AstraCS:, 24 letters, a colon and 64 hexadecimal digits");
    }
  }

  /// One whose ids and token are known to all, to try things out with.
  public static Tenant demonstration() {
    return new Tenant(
        DEMONSTRATION, SecretBytes.ofUtf8(token("DemonstrationAdminTokens", "demonstration")));
  }

  /// One whose token nobody knows before.
  public static Tenant drawn(Organization organization, Entropy entropy) {
    return new Tenant(
        organization, SecretBytes.ofUtf8(token(Drawn.clientId(entropy), Drawn.secret(entropy))));
  }

  /// The text of a token, as the specification has it: its last part is the hash of the secret.
  static String token(String clientId, String secret) {
    return "AstraCS:" + clientId + ":" + Sha256.hex(secret.getBytes(StandardCharsets.UTF_8));
  }

  /// The client id of the administrator's token.
  public String clientId() {
    return adminToken.revealUtf8(TO_READ).split(":", -1)[1];
  }
}
