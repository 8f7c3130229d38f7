package dev.leasehold.projections.okta;

import dev.leasehold.events.PayloadName;
import dev.leasehold.events.TokenParameters;
import org.jspecify.annotations.Nullable;

/// The configuration of an Okta mount as it is now; the components are those of the event.
public record OktaConfig(
    String organization,
    String baseUrl,
    @Nullable String production,
    boolean bypassMfa,
    TokenParameters parameters,
    @Nullable PayloadName credential) {}
