package dev.leasehold.verticles.node;

import dev.leasehold.crypto.pgp.PgpKey;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The shares as their holders get them, once: as they are, or as hexadecimal text encrypted to the
/// PGP key of each.
///
/// @param hex of each share, or of each encrypted message
/// @param fingerprints of the keys, empty where nothing is encrypted
record HandedShares(List<String> hex, List<String> base64, List<String> fingerprints) {
  private static final Reveal TO_SHOW_ONCE = Reveal.because("shares are shown once");

  static HandedShares of(List<SecretBytes> shares, List<PgpKey> keys, Entropy entropy) {
    List<String> hex = new ArrayList<>();
    List<String> base64 = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      byte[] bytes = shares.get(i).reveal(TO_SHOW_ONCE);
      byte[] handed =
          keys.isEmpty()
              ? bytes
              : keys.get(i).encrypt(SecretBytes.ofUtf8(HexFormat.of().formatHex(bytes)), entropy);
      hex.add(HexFormat.of().formatHex(handed));
      base64.add(Base64.getEncoder().encodeToString(handed));
      Arrays.fill(bytes, (byte) 0);
    }
    return new HandedShares(hex, base64, keys.stream().map(PgpKey::fingerprint).toList());
  }

  /// What a backup keeps: the messages, by the fingerprint of who can read them.
  Map<String, Object> backup() {
    return Map.of("keys", byHolder(hex), "keys_base64", byHolder(base64));
  }

  private Map<String, Object> byHolder(List<String> messages) {
    Map<String, List<Object>> grouped = new LinkedHashMap<>();
    for (int i = 0; i < messages.size(); i++) {
      grouped
          .computeIfAbsent(fingerprints.get(i), holder -> new ArrayList<>())
          .add(messages.get(i));
    }
    return new LinkedHashMap<>(grouped);
  }

  @Override
  public String toString() {
    return "HandedShares[" + hex.size() + "]";
  }
}
