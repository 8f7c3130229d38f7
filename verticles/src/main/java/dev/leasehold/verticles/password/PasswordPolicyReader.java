package dev.leasehold.verticles.password;

import dev.leasehold.verticles.hcl.Hcl;
import dev.leasehold.verticles.hcl.HclError;
import dev.leasehold.verticles.hcl.HclItem;
import dev.leasehold.verticles.hcl.HclValue;
import java.util.ArrayList;
import java.util.List;

/// Reads the text of a policy for passwords, HCL or JSON, with Vault's error texts.
final class PasswordPolicyReader {
  private PasswordPolicyReader() {}

  static PasswordPolicy read(String text) {
    HclValue.Body body;
    try {
      body = Hcl.parse(text);
    } catch (HclError error) {
      throw invalid("unable to decode: " + error.getMessage());
    }
    int length = 0;
    List<PasswordPolicy.Rule> rules = new ArrayList<>();
    for (HclItem item : body.items()) {
      if (item.key().equalsIgnoreCase("length")) {
        length = (int) number(item, "length", "failed to decode configuration: ");
      } else if (item.key().equals("rule")) {
        rules.add(rule(item));
      }
    }
    return new PasswordPolicy(length, rules);
  }

  private static PasswordPolicy.Rule rule(HclItem item) {
    String type = item.labels().isEmpty() ? "" : item.labels().getFirst();
    if (type.isEmpty() || !(item.value() instanceof HclValue.Body body)) {
      throw invalid("unable to parse rules: unable to get rule info: rule is empty");
    }
    if (!type.equals("charset")) {
      throw invalid(
          "unable to parse rules: unable to parse rule "
              + type
              + ": unrecognized rule type "
              + type);
    }
    String failed =
        "unable to parse rules: unable to parse rule charset: failed to parse charset restriction"
            + ": ";
    String charset = "";
    long minimum = 0;
    for (HclItem member : body.items()) {
      if (member.key().equalsIgnoreCase("charset")) {
        charset = text(member, failed);
      } else if (member.key().equalsIgnoreCase("min-chars")) {
        minimum = number(member, "min-chars", failed);
      }
    }
    return new PasswordPolicy.Rule(charset, minimum);
  }

  private static long number(HclItem item, String name, String failed) {
    if (item.value() instanceof HclValue.Whole whole && whole.number() == (int) whole.number()) {
      return whole.number();
    }
    throw invalid(
        failed
            + "1 error(s) decoding:\n\n* '"
            + name
            + "' expected type 'int', got unconvertible type '"
            + kind(item.value())
            + "', value: '"
            + shown(item.value())
            + "'");
  }

  private static String text(HclItem item, String failed) {
    if (item.value() instanceof HclValue.Text text) {
      return text.text();
    }
    throw invalid(
        failed
            + "1 error(s) decoding:\n\n* 'charset': source data must be an array or slice, got "
            + kind(item.value()));
  }

  private static String shown(HclValue value) {
    return switch (value) {
      case HclValue.Text text -> text.text();
      case HclValue.Whole whole -> whole.written();
      case HclValue.Fraction fraction -> fraction.written();
      case HclValue.Flag flag -> String.valueOf(flag.on());
      case HclValue.Listing listing -> "[]";
      case HclValue.Body body -> "map[]";
    };
  }

  private static String kind(HclValue value) {
    return switch (value) {
      case HclValue.Text text -> "string";
      case HclValue.Whole whole -> "int";
      case HclValue.Fraction fraction -> "float64";
      case HclValue.Flag flag -> "bool";
      case HclValue.Listing listing -> "[]interface {}";
      case HclValue.Body body -> "[]map[string]interface {}";
    };
  }

  private static PasswordPolicyError invalid(String why) {
    return new PasswordPolicyError("invalid password policy: " + why);
  }
}
