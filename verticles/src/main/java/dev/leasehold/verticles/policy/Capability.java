package dev.leasehold.verticles.policy;

import dev.leasehold.verticles.request.Operation;
import java.util.Arrays;
import java.util.Optional;

/// What a stanza of a policy can allow, in the words of the policy language.
public enum Capability {
  CREATE("create"),
  DELETE("delete"),
  DENY("deny"),
  LIST("list"),
  PATCH("patch"),
  READ("read"),
  SUDO("sudo"),
  UPDATE("update");

  private final String word;

  Capability(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  static Optional<Capability> of(String word) {
    return Arrays.stream(values()).filter(value -> value.word.equals(word)).findFirst();
  }

  /// What an operation needs; nothing for help, which is free.
  static Optional<Capability> neededFor(Operation operation) {
    return switch (operation) {
      case CREATE -> Optional.of(CREATE);
      case READ -> Optional.of(READ);
      case UPDATE, RENEW, REVOKE, ROLLBACK -> Optional.of(UPDATE);
      case PATCH -> Optional.of(PATCH);
      case DELETE -> Optional.of(DELETE);
      case LIST -> Optional.of(LIST);
      case HELP -> Optional.empty();
    };
  }
}
