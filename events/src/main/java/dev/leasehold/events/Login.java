package dev.leasehold.events;

import java.util.List;
import java.util.Map;

/// How a token came about that an auth method granted: what its renewal asks the method again with.
///
/// @param mount uuid of the method's mount
/// @param alias what the method calls who logged in, or an empty text
/// @param groupAliases what the method calls the groups of who logged in
/// @param memory what the method must remember for a renewal, as the name of a role; never a secret
public record Login(
    String mount, String alias, List<String> groupAliases, Map<String, String> memory) {
  /// Under which name a method with roles remembers the role of a login.
  public static final String ROLE = "role_name";

  /// The role that was logged in with; empty where the method has none.
  public String role() {
    return memory.getOrDefault(ROLE, "");
  }
}
