package dev.leasehold.events;

import java.util.List;

/// What can be tuned on a mount. A TTL of 0 means the system's; an empty text means unset.
public record MountConfig(
    long defaultLeaseTtlSeconds,
    long maxLeaseTtlSeconds,
    boolean forceNoCache,
    String listingVisibility,
    List<String> auditNonHmacRequestKeys,
    List<String> auditNonHmacResponseKeys,
    List<String> passthroughRequestHeaders,
    List<String> allowedResponseHeaders,
    String tokenType) {

  /// Nothing tuned: every setting is the system's.
  public static final MountConfig DEFAULT =
      new MountConfig(0, 0, false, "", List.of(), List.of(), List.of(), List.of(), "");
}
