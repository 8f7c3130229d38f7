package dev.leasehold.verticles.request;

/// What a request wants done with its path, in the words of the wire and of the audit log.
///
/// HTTP knows no difference between create and update: a write becomes one or the other by whether
/// the thing written exists. Renew, revoke and rollback come from the lease machinery only.
public enum Operation {
  CREATE("create"),
  READ("read"),
  UPDATE("update"),
  PATCH("patch"),
  DELETE("delete"),
  LIST("list"),
  HELP("help"),
  RENEW("renew"),
  REVOKE("revoke"),
  ROLLBACK("rollback");

  private final String word;

  Operation(String word) {
    this.word = word;
  }

  /// The word of this operation in policies, audit entries and error texts.
  public String word() {
    return word;
  }
}
