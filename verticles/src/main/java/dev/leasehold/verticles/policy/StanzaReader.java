package dev.leasehold.verticles.policy;

import dev.leasehold.verticles.hcl.HclError;
import dev.leasehold.verticles.hcl.HclItem;
import dev.leasehold.verticles.hcl.HclValue;
import dev.leasehold.verticles.request.GoText;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads one `path "…" { … }` of a policy.
///
/// A stanza that denies is read no further than that, so nonsense behind a `deny` goes unseen, as
/// in Vault. A path block without a label is for the path called `path`.
final class StanzaReader {
  private static final Set<String> KEYS =
      Set.of(
          "comment",
          "policy",
          "capabilities",
          "allowed_parameters",
          "denied_parameters",
          "required_parameters",
          "min_wrapping_ttl",
          "max_wrapping_ttl",
          "mfa_methods",
          "control_group");

  private final String path;
  private final HclValue.Body body;

  private StanzaReader(String path, HclValue.Body body) {
    this.path = path;
    this.body = body;
  }

  static PathRules read(HclItem item) {
    String path = item.labels().isEmpty() ? "path" : item.labels().getFirst();
    boolean templated = PolicyTemplate.isTemplate(path);
    if (!(item.value() instanceof HclValue.Body body)) {
      throw new PolicyError(named(path) + "cannot check HCL keys of type " + item.value().kind());
    }
    if (item.labels().size() > 1) {
      throw new PolicyError(
          named(path) + "unexpected label " + GoText.quoted(item.labels().get(1)));
    }
    String unknown = Decoding.unknownKeys(body, KEYS, named(path));
    if (!unknown.isEmpty()) {
      throw new PolicyError(unknown);
    }
    try {
      return new StanzaReader(path, body).rules(templated);
    } catch (HclError e) {
      throw new PolicyError(named(path) + e.getMessage(), e);
    }
  }

  private static String named(String path) {
    return "path " + GoText.quoted(path) + ": ";
  }

  private PathRules rules(boolean templated) {
    var allowed = Decoding.parameters(body, "allowed_parameters", "root.allowed_parameters");
    var denied = Decoding.parameters(body, "denied_parameters", "root.denied_parameters");
    List<String> required = Decoding.texts(body, "required_parameters", "root.required_parameters");
    Decoding.texts(body, "mfa_methods", "root.mfa_methods");
    String old = oldPolicy();
    List<String> written = Decoding.texts(body, "capabilities", "root.Capabilities");
    RulePath rulePath = RulePath.of(path);
    Set<String> words = withOld(written, old);
    Set<Capability> capabilities = capabilities(words);
    if (capabilities.contains(Capability.DENY)) {
      return new PathRules(path, templated, rulePath, Permissions.DENY);
    }
    Duration min = duration("min_wrapping_ttl");
    Duration max = duration("max_wrapping_ttl");
    ControlGroups.check(body, words);
    if (!min.isZero() && !max.isZero() && max.compareTo(min) < 0) {
      throw new PolicyError("max_wrapping_ttl cannot be less than min_wrapping_ttl");
    }
    var permissions = new Permissions(capabilities, min, max, allowed, denied, required);
    return new PathRules(path, templated, rulePath, permissions);
  }

  private String oldPolicy() {
    String old = "";
    for (HclItem item : body.under("policy")) {
      Decoding.refuseLabels(item);
      old = Decoding.text(item.value(), "root.Policy");
    }
    return old;
  }

  /// The capabilities as written, and behind them those of the old `policy` key.
  private Set<String> withOld(List<String> written, String old) {
    Set<String> words = new LinkedHashSet<>(written);
    switch (old) {
      case "" -> {}
      case "deny" -> {
        return Set.of("deny");
      }
      case "read" -> words.addAll(List.of("read", "list"));
      case "write" -> words.addAll(List.of("create", "read", "update", "delete", "list"));
      case "sudo" -> words.addAll(List.of("create", "read", "update", "delete", "list", "sudo"));
      default -> throw new PolicyError(named(path) + "invalid policy " + GoText.quoted(old));
    }
    return words;
  }

  private Set<Capability> capabilities(Set<String> words) {
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    for (String word : words) {
      Capability capability =
          Capability.of(word)
              .orElseThrow(
                  () -> new PolicyError(named(path) + "invalid capability " + GoText.quoted(word)));
      if (capability == Capability.DENY) {
        return Set.of(Capability.DENY);
      }
      capabilities.add(capability);
    }
    return capabilities;
  }

  private Duration duration(String key) {
    Duration duration = Duration.ZERO;
    for (HclItem item : body.under(key)) {
      Decoding.refuseLabels(item);
      try {
        duration = Decoding.duration(item.value());
      } catch (IllegalArgumentException e) {
        throw new PolicyError("error parsing " + key + ": " + e.getMessage(), e);
      }
    }
    return duration;
  }
}
