package dev.leasehold.verticles.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps policies read and access lists compiled, for any thread.
///
/// Nothing in it grows stale: the key of a result is all that the result depends on, so a changed
/// policy or entity is another key. Both caches are bounded and drop what is used least.
public final class CompiledPolicies {
  /// Policies kept read; as many as Vault keeps.
  static final int MAX_POLICIES = 1024;

  /// Rules kept compiled, over all access lists: about 100 MB if every one were large.
  static final long MAX_RULES = 200_000;

  /// What an access list costs besides its rules, counted in rules.
  private static final int FIXED_WEIGHT = 8;

  private final Cache<PolicyText, Policy> policies =
      Caffeine.newBuilder().maximumSize(MAX_POLICIES).executor(Runnable::run).build();
  private final Cache<Request, Acl> lists =
      Caffeine.newBuilder()
          .maximumWeight(MAX_RULES)
          .weigher((Request _, Acl acl) -> FIXED_WEIGHT + acl.size())
          .executor(Runnable::run)
          .build();

  /// The policy of this text. Throws `PolicyError`.
  public Policy policy(PolicyText text) {
    return policies.get(text, key -> PolicyParser.parse(key.name(), key.text()));
  }

  /// The access list of these policies for this entity. Hand in the same list and the same view
  /// while they stay the same, and finding it again costs their hash codes. Throws `PolicyError`.
  public Acl acl(List<PolicyText> texts, @Nullable IdentityView identity) {
    return lists.get(new Request(List.copyOf(texts), identity), this::compile);
  }

  private Acl compile(Request request) {
    return Acl.of(
        request.texts().stream()
            .map(this::policy)
            .map(policy -> PolicyTemplate.resolve(policy, request.identity()))
            .toList());
  }

  private record Request(List<PolicyText> texts, @Nullable IdentityView identity) {}
}
