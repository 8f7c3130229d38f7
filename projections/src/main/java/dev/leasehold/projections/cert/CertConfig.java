package dev.leasehold.projections.cert;

/// The settings of a cert mount as they are now.
public record CertConfig(boolean disableBinding, boolean aliasMetadata, int ocspCacheSize) {
  /// Of a mount for which nothing was said.
  public static final CertConfig NONE = new CertConfig(false, false, 0);
}
