package dev.leasehold.projections.settings;

import java.util.List;
import java.util.stream.Stream;

/// From which other origins browsers may ask, and with which headers.
///
/// @param origins those that are allowed, or `*` alone for all
/// @param headers those that are allowed beside Vault's own
public record Cors(boolean enabled, List<String> origins, List<String> headers) {
  /// What browsers may always send: what Vault's clients do.
  private static final List<String> USUAL =
      List.of(
          "Content-Type",
          "X-Requested-With",
          "X-Vault-AWS-IAM-Server-ID",
          "X-Vault-MFA",
          "X-Vault-No-Request-Forwarding",
          "X-Vault-Wrap-Format",
          "X-Vault-Wrap-TTL",
          "X-Vault-Policy-Override",
          "Authorization",
          "X-Vault-Token");

  /// Browsers are told nothing.
  public static final Cors OFF = new Cors(false, List.of(), List.of());

  /// The headers that are allowed, the usual ones first.
  public List<String> allHeaders() {
    return Stream.concat(USUAL.stream(), headers.stream()).toList();
  }

  /// Whether a page of this origin may ask.
  public boolean allows(String origin) {
    return origins.equals(List.of("*")) || origins.contains(origin);
  }
}
