package dev.leasehold.verticles.auth.cert;

import dev.leasehold.crypto.certificate.RevocationList;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.cert.Crl;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.request.Fault;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/// The serial numbers that a mount's lists of revoked certificates hold: kept as a text with a line
/// each, and looked through as such, since a list may be long and a login asks for few. Whose list
/// it is does not count: a number revokes every certificate that has it, as with Vault. Immutable.
final class RevokedSerials {
  private static final Reveal PUBLIC = Reveal.because("the serial numbers are no secret");

  private final List<String> lists;

  private RevokedSerials(List<String> lists) {
    this.lists = lists;
  }

  /// Those of some lists.
  static RevokedSerials in(Collection<Crl> crls, View state) {
    List<String> lists = new ArrayList<>();
    crls.forEach(crl -> lists.add("\n" + text(crl, state) + "\n"));
    return new RevokedSerials(lists);
  }

  boolean revoke(Collection<X509Certificate> chain) {
    return chain.stream()
        .map(certificate -> "\n" + certificate.getSerialNumber() + "\n")
        .anyMatch(line -> lists.stream().anyMatch(list -> list.contains(line)));
  }

  /// The numbers of one list.
  static List<String> of(Crl crl, View state) {
    return text(crl, state).lines().toList();
  }

  /// A list of numbers as it is kept, under a new name.
  static Payload payload(RevocationList list, Entropy entropy) {
    return new Payload(
        new PayloadName(HexFormat.of().formatHex(entropy.bytes(PayloadName.BYTES))),
        SecretBytes.ofUtf8(String.join("\n", list.serials())));
  }

  private static String text(Crl crl, View state) {
    SecretBytes kept = state.payload(crl.serials());
    if (kept == null) {
      throw new Fault("a list of revoked certificates has lost its numbers");
    }
    return kept.revealUtf8(PUBLIC);
  }
}
