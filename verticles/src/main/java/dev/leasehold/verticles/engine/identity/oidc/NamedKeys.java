package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.crypto.jose.TokenKeys;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.OidcKey;
import dev.leasehold.events.OidcPair;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.oidc.OidcKeyRow;
import dev.leasehold.projections.oidc.OidcKeys;
import dev.leasehold.projections.table.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The named keys, with the one that is there without being written: `default`, which has pairs
/// from the first role on that names it.
final class NamedKeys {
  static final String DEFAULT = "default";
  static final long DAY = 86_400;
  static final String ALGORITHM = "RS256";

  private NamedKeys() {}

  /// A pair with the payload of its private half.
  record Drawn(OidcPair pair, Payload payload) {}

  static @Nullable OidcKeyRow find(View view, String namespace, String name, Instant now) {
    OidcKeyRow row = OidcKeys.key(view, namespace, name);
    return row == null && name.equals(DEFAULT)
        ? new OidcKeyRow(
            new OidcKey(namespace, name, ALGORITHM, DAY, DAY, List.of("*"), now.plusSeconds(DAY)),
            List.of(),
            null,
            null)
        : row;
  }

  static List<String> names(View view, String namespace) {
    List<String> names = new ArrayList<>(OidcKeys.keys(view, namespace));
    if (!names.contains(DEFAULT)) {
      names.add(DEFAULT);
      names.sort(null);
    }
    return names;
  }

  /// A pair drawn anew; slow for RSA.
  static Drawn draw(String algorithm, Entropy entropy) {
    TokenKeys keys = TokenKeys.draw(algorithm, entropy);
    PayloadName name = new PayloadName(HexFormat.of().formatHex(entropy.bytes(PayloadName.BYTES)));
    return new Drawn(
        new OidcPair(keys.id(), keys.publicKey(), name, null),
        new Payload(name, keys.privateKey()));
  }

  /// Two pairs, one to sign and one to be ready.
  static List<Drawn> drawTwo(String algorithm, Entropy entropy) {
    return List.of(draw(algorithm, entropy), draw(algorithm, entropy));
  }

  /// Whether a role with this audience may sign with a key.
  static boolean allows(OidcKeyRow row, String client) {
    List<String> allowed = row.settings().allowedClients();
    return allowed.contains("*") || allowed.contains(client);
  }
}
