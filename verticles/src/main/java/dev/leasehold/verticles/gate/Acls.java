package dev.leasehold.verticles.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.leasehold.events.Token;
import dev.leasehold.projections.SmallState;
import dev.leasehold.verticles.policy.Acl;
import dev.leasehold.verticles.policy.BuiltInPolicies;
import dev.leasehold.verticles.policy.CompiledPolicies;
import dev.leasehold.verticles.policy.PolicyNames;
import dev.leasehold.verticles.policy.PolicyText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a token's policies allow, compiled once per list of policies and their texts.
///
/// A cached entry remembers the state that it was last seen with and the texts that it was made
/// from: only where the state has changed are the texts compared. Any thread.
public final class Acls {
  /// How many lists of policies are kept compiled.
  private static final int KEPT = 10_000;

  private final Cache<Key, Compiled> cache = Caffeine.newBuilder().maximumSize(KEPT).build();
  private final CompiledPolicies compiler = new CompiledPolicies();

  private record Key(String namespace, List<String> names) {}

  private record Compiled(List<@Nullable String> texts, SmallState seen, Acl acl) {}

  /// The rights of a token under a state.
  public Acl of(Token token, SmallState small) {
    Key key = new Key(token.namespace(), token.policies());
    Compiled known = cache.getIfPresent(key);
    if (known != null && known.seen() == small) {
      return known.acl();
    }
    List<@Nullable String> texts = texts(key, small);
    Acl acl = known != null && known.texts().equals(texts) ? known.acl() : compile(key, texts);
    cache.put(key, new Compiled(texts, small, acl));
    return acl;
  }

  private Acl compile(Key key, List<@Nullable String> texts) {
    List<PolicyText> named = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String name = key.names().get(i);
      String text = texts.get(i);
      if (text != null || PolicyNames.isRoot(name)) {
        named.add(new PolicyText(name, text == null ? "" : text));
      }
    }
    return compiler.acl(named, null);
  }

  private static List<@Nullable String> texts(Key key, SmallState small) {
    List<@Nullable String> texts = new ArrayList<>(key.names().size());
    for (String name : key.names()) {
      String builtIn = BuiltInPolicies.TEXTS.get(name);
      String written = small.policyText(key.namespace(), name);
      texts.add(written == null ? builtIn : written);
    }
    return texts;
  }
}
