package dev.leasehold.verticles.policy;

import java.util.List;

/// What an access list says to a request.
///
/// `sudo` tells whether the rule found also gives root privileges, which some paths need on top;
/// help needs none. `grantingPolicies` names the policies whose stanzas gave the capability; it is
/// filled, too, where the capability was there and a parameter or the wrapping spoke against it.
public record Verdict(boolean allowed, boolean sudo, List<String> grantingPolicies) {
  static final Verdict ROOT = new Verdict(true, true, List.of("root"));
  public static final Verdict HELP = new Verdict(true, false, List.of());
  static final Verdict DENIED = new Verdict(false, false, List.of());

  public Verdict {
    grantingPolicies = List.copyOf(grantingPolicies);
  }
}
