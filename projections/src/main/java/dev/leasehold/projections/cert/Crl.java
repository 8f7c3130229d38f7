package dev.leasehold.projections.cert;

import dev.leasehold.events.PayloadName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A revocation list as it is now.
///
/// @param serials the payload with the serial numbers
/// @param url where it was fetched, null where it was sent
public record Crl(PayloadName serials, @Nullable String url, @Nullable Instant validUntil) {}
