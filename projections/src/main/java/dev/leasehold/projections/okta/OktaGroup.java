package dev.leasehold.projections.okta;

import java.util.List;

/// Which policies the members of a group get.
public record OktaGroup(List<String> policies) {}
