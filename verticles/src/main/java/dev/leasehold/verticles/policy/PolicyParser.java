package dev.leasehold.verticles.policy;

import dev.leasehold.verticles.hcl.Hcl;
import dev.leasehold.verticles.hcl.HclError;
import dev.leasehold.verticles.hcl.HclItem;
import dev.leasehold.verticles.hcl.HclValue;
import java.util.List;
import java.util.Set;

/// Reads the text of a policy, HCL or JSON.
///
/// It refuses a little more than Vault: texts that end within an assignment, braces too many, a
/// second label on a path. A `name` in the text is checked and has no effect.
public final class PolicyParser {
  private static final Set<String> KEYS = Set.of("name", "path");

  private PolicyParser() {}

  /// Throws `PolicyError` with the text for the client.
  public static Policy parse(String name, String text) {
    HclValue.Body body = body(text);
    String unknown = Decoding.unknownKeys(body, KEYS, "");
    if (!unknown.isEmpty()) {
      throw new PolicyError(unknown);
    }
    checkName(body);
    List<PathRules> rules = body.under("path").stream().map(StanzaReader::read).toList();
    return new Policy(name, rules);
  }

  private static HclValue.Body body(String text) {
    try {
      return Hcl.parse(text);
    } catch (HclError e) {
      throw new PolicyError(e.getMessage(), e);
    }
  }

  private static void checkName(HclValue.Body body) {
    try {
      for (HclItem item : body.under("name")) {
        Decoding.text(item.value(), "root.name");
      }
    } catch (HclError e) {
      throw new PolicyError(e.getMessage(), e);
    }
  }
}
