package dev.leasehold.verticles.astrasimulator;

import java.util.List;

/// What a token may do. Immutable.
///
/// @param id a UUID, the same in every organization and in every run
/// @param type `default`, or `custom` for one that Astra does not bring along
public record Role(String id, String name, String type, String description, List<String> actions) {
  /// What one needs to list tokens.
  static final String READS_TOKENS = "org-token-read";

  /// What one needs to make and to delete them.
  static final String WRITES_TOKENS = "org-token-write";

  public Role {
    actions = List.copyOf(actions);
  }
}
