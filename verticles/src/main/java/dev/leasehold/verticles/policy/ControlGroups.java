package dev.leasehold.verticles.policy;

import dev.leasehold.verticles.hcl.HclError;
import dev.leasehold.verticles.hcl.HclItem;
import dev.leasehold.verticles.hcl.HclValue;
import java.util.List;
import java.util.Set;

/// Checks the shape of `control_group` blocks. Like the open Vault, the server reads them and does
/// not enforce them: a policy written for Vault Enterprise stays a policy.
final class ControlGroups {
  private static final String NAME = "root.control_group";

  private ControlGroups() {}

  static void check(HclValue.Body stanza, Set<String> capabilities) {
    for (HclItem item : stanza.under("control_group")) {
      HclValue.Body group = body(item.value(), NAME);
      for (HclItem ttl : group.under("ttl")) {
        checkTtl(ttl.value());
      }
      List<HclItem> factors = group.under("factor");
      if (factors.isEmpty()) {
        throw new PolicyError("no control group factors provided");
      }
      for (HclItem factor : factors) {
        checkFactor(body(factor.value(), NAME + ".factor"), capabilities);
      }
    }
  }

  private static void checkTtl(HclValue ttl) {
    try {
      Decoding.duration(ttl);
    } catch (IllegalArgumentException e) {
      throw new PolicyError("error parsing control group max ttl: " + e.getMessage(), e);
    }
  }

  private static void checkFactor(HclValue.Body factor, Set<String> capabilities) {
    List<HclItem> identities = factor.under("identity");
    if (identities.isEmpty()) {
      throw new PolicyError("no control_group factor provided");
    }
    HclValue.Body identity = body(identities.getLast().value(), NAME + ".factor.identity");
    String name = NAME + ".factor.identity.";
    boolean groups =
        !Decoding.texts(identity, "group_ids", name + "group_ids").isEmpty()
            || !Decoding.texts(identity, "group_names", name + "group_names").isEmpty();
    boolean approvals =
        identity.under("approvals").stream()
            .anyMatch(item -> item.value() instanceof HclValue.Whole(long n, _, _) && n > 0);
    if (!groups || !approvals) {
      throw new PolicyError("must provide more than one identity group and approvals > 0");
    }
    String controlled = NAME + ".factor.controlled_capabilities";
    if (!capabilities.containsAll(Decoding.texts(factor, "controlled_capabilities", controlled))) {
      throw new PolicyError(
          "control group factor capabilities must be a subset of the policy's capabilities");
    }
  }

  private static HclValue.Body body(HclValue value, String name) {
    if (value instanceof HclValue.Body body) {
      return body;
    }
    throw new HclError(value.at(), name + ": not an object type for struct (" + value.kind() + ")");
  }
}
