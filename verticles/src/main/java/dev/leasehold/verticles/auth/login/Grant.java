package dev.leasehold.verticles.auth.login;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.TokenParameters;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an auth method grants to one whom it has recognized; the token is made of it elsewhere, so
/// that no method can make one that breaks the rules. Immutable.
///
/// @param alias what the method calls who logs in: under it, identity knows an entity; an empty
///   text for nobody in particular
/// @param aliasMetadata what identity keeps beside the alias
/// @param groupAliases what the method calls the groups of who logs in
/// @param displayName what the token is called, behind the path of the mount
/// @param metadata shown with the token and in the audit; null for none
/// @param token the policies, times and limits of the token
/// @param memory what the method must remember for a renewal; never a secret
/// @param credential what the login was done with, where the method must ask another system with it
///   again for a renewal: kept as a payload until the token ends; null for nothing
public record Grant(
    String alias,
    Map<String, String> aliasMetadata,
    List<String> groupAliases,
    String displayName,
    @Nullable Map<String, String> metadata,
    TokenParameters token,
    Map<String, String> memory,
    @Nullable SecretBytes credential) {

  public Grant {
    aliasMetadata = Map.copyOf(aliasMetadata);
    groupAliases = List.copyOf(groupAliases);
    memory = Map.copyOf(memory);
  }

  /// A grant for which no credential is kept.
  public Grant(
      String alias,
      Map<String, String> aliasMetadata,
      List<String> groupAliases,
      String displayName,
      @Nullable Map<String, String> metadata,
      TokenParameters token,
      Map<String, String> memory) {
    this(alias, aliasMetadata, groupAliases, displayName, metadata, token, memory, null);
  }

  /// A grant to someone of this name, who is called so everywhere.
  public static Grant to(String name, TokenParameters token, Map<String, String> metadata) {
    return new Grant(name, Map.of(), List.of(), name, metadata, token, Map.of());
  }
}
