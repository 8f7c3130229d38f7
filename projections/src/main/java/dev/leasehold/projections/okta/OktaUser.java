package dev.leasehold.projections.okta;

import java.util.List;

/// What a user has here beside what Okta says.
public record OktaUser(List<String> groups, List<String> policies) {}
