package dev.leasehold.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A certificate that a mount of the cert method trusts, and whom of those who can show a chain to
/// it. Of each list that is not empty, one pattern must match; of the required extensions all. A
/// list is null until one was told.
///
/// @param pem the certificate, or several, as PEM
/// @param metadataExtensions the extensions, by object id, that are copied into the metadata
public record TrustedCertificate(
    String pem,
    String displayName,
    @Nullable List<String> names,
    @Nullable List<String> commonNames,
    @Nullable List<String> dnsNames,
    @Nullable List<String> emails,
    @Nullable List<String> uris,
    @Nullable List<String> organizationalUnits,
    @Nullable List<String> requiredExtensions,
    @Nullable List<String> metadataExtensions,
    Ocsp ocsp,
    TokenParameters parameters) {

  /// One of which nothing was said.
  public static final TrustedCertificate NONE =
      new TrustedCertificate(
          "",
          "",
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          new Ocsp(false, "", null, false, false),
          TokenParameters.NONE);

  /// How the status of a certificate is asked for.
  ///
  /// @param authorities PEM of further authorities
  /// @param servers asked instead of those that the certificate names
  /// @param failOpen a status that cannot be had is taken for a good one
  public record Ocsp(
      boolean enabled,
      String authorities,
      @Nullable List<String> servers,
      boolean failOpen,
      boolean allServers) {}
}
