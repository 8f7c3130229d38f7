package dev.leasehold.verticles.password;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.verticles.request.GoText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How passwords are made: so many characters, each drawn evenly from all that the rules name,
/// until every rule has enough of its own. Immutable; any thread.
///
/// ```text
/// length = 20
/// rule "charset" { charset = "abcdef"  min-chars = 2 }
/// ```
public final class PasswordPolicy {
  private static final int MIN_LENGTH = 4;
  private static final int MAX_LENGTH = 100;

  /// As many different characters as one byte of randomness can choose from, as in Vault.
  private static final int MAX_CHARACTERS = 256;

  /// How often a password is drawn before it is given up: rules that fit come out within a few
  /// hundred.
  private static final int MAX_TRIES = 10_000;

  private final int length;
  private final List<Rule> rules;
  private final int[] characters;

  /// At least so many of these characters.
  record Rule(String charset, long minimum) {
    boolean passes(int[] password) {
      return IntStream.of(password).filter(c -> charset.indexOf(c) >= 0).count() >= minimum;
    }
  }

  PasswordPolicy(int length, List<Rule> rules) {
    this.length = length;
    this.rules = List.copyOf(rules);
    this.characters =
        rules.stream()
            .flatMapToInt(rule -> rule.charset().codePoints())
            .sorted()
            .distinct()
            .toArray();
  }

  /// Reads a policy; throws [PasswordPolicyError] with the text for the client.
  public static PasswordPolicy parse(String text) {
    PasswordPolicy policy = PasswordPolicyReader.read(text);
    policy.refuse();
    return policy;
  }

  private void refuse() {
    List<String> errors = new ArrayList<>();
    long least = rules.stream().mapToLong(rule -> Math.max(0, rule.minimum())).sum();
    if (length <= 0) {
      errors.add("length must be > 0");
    } else if (length < least) {
      errors.add(
          "specified rules require at least "
              + least
              + " characters but "
              + length
              + " is specified");
    }
    if (characters.length == 0) {
      errors.add("no charset specified");
    } else if (!IntStream.of(characters).allMatch(GoText::printable)) {
      errors.add("non-printable character in charset");
    }
    if (!errors.isEmpty()) {
      throw new PasswordPolicyError(
          "invalid password policy: "
              + errors.size()
              + (errors.size() == 1 ? " error" : " errors")
              + " occurred:\n\t* "
              + String.join("\n\t* ", errors)
              + "\n\n");
    }
    refuseImpossible();
  }

  private void refuseImpossible() {
    if (length > MAX_LENGTH || length < MIN_LENGTH) {
      throw new PasswordPolicyError(
          "passwords must be between " + MIN_LENGTH + " and " + MAX_LENGTH + " characters");
    }
    if (characters.length > MAX_CHARACTERS
        || rules.stream().anyMatch(rule -> rule.minimum() > 0 && rule.charset().isEmpty())) {
      throw new PasswordPolicyError(
          "unable to construct test password from provided policy: are the rules impossible?");
    }
  }

  /// A password, or null where none came out that passes all rules.
  public @Nullable String generate(Entropy entropy) {
    int[] password = new int[length];
    for (int i = 0; i < MAX_TRIES; i++) {
      for (int at = 0; at < length; at++) {
        password[at] = characters[entropy.below(characters.length)];
      }
      if (rules.stream().allMatch(rule -> rule.passes(password))) {
        return new String(password, 0, length);
      }
    }
    return null;
  }
}
