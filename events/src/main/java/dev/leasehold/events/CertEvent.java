package dev.leasehold.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What happened to a mount of the cert method. Names are in lower case.
public sealed interface CertEvent extends MountedEvent {

  /// A certificate is trusted, under these conditions, from now on.
  record CertificateTrusted(String mount, String name, TrustedCertificate certificate)
      implements CertEvent {}

  /// It is trusted no longer.
  record CertificateForgotten(String mount, String name) implements CertEvent {}

  /// Certificates with these serial numbers are not let in, nor what they have signed.
  ///
  /// @param serials the payload with the numbers; it is one for its size, not for secrecy
  /// @param url where the list was fetched, null where it was sent
  /// @param validUntil until when the fetched list says that it holds
  record CrlWritten(
      String mount,
      String name,
      PayloadName serials,
      @Nullable String url,
      @Nullable Instant validUntil)
      implements CertEvent {}

  record CrlDeleted(String mount, String name) implements CertEvent {}

  /// The settings of the mount.
  ///
  /// @param disableBinding a token may be renewed with another certificate than it was got with
  record Configured(String mount, boolean disableBinding, boolean aliasMetadata, int ocspCacheSize)
      implements CertEvent {}
}
