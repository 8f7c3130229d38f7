package dev.leasehold.verticles.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.leasehold.events.Token;
import dev.leasehold.projections.SmallState;
import dev.leasehold.projections.identity.EntityRow;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.identity.AccessTokens;
import dev.leasehold.verticles.identity.Identities;
import dev.leasehold.verticles.policy.Acl;
import dev.leasehold.verticles.policy.BuiltInPolicies;
import dev.leasehold.verticles.policy.CompiledPolicies;
import dev.leasehold.verticles.policy.IdentityView;
import dev.leasehold.verticles.policy.PolicyNames;
import dev.leasehold.verticles.policy.PolicyText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a token's policies and those of its entity and groups allow, compiled once per list of
/// policies and their texts; where one of them has templates, once per entity too.
///
/// A cached entry remembers the state that it was last seen with and the texts that it was made
/// from: only where the state has changed are the texts compared. Any thread.
public final class Acls {
  /// How many lists of policies are kept compiled.
  private static final int KEPT = 10_000;

  private final Cache<Key, Compiled> cache = Caffeine.newBuilder().maximumSize(KEPT).build();
  private final CompiledPolicies compiler = new CompiledPolicies();

  private record Key(String namespace, List<String> names, @Nullable IdentityView identity) {}

  private record Compiled(
      List<@Nullable String> texts, SmallState seen, boolean templated, Acl acl) {}

  /// The rights of a token under a state.
  public Acl of(Token token, View view) {
    String own = AccessTokens.policy(token);
    if (own != null) {
      return compiler.acl(List.of(new PolicyText("", own)), null);
    }
    EntityRow entity = Identities.behind(token, view);
    if (entity == null) {
      return compiled(new Key(token.namespace(), token.policies(), null), view.small()).acl();
    }
    List<String> names = Identities.effective(token, Identities.policies(entity, view));
    Compiled plain = compiled(new Key(token.namespace(), names, null), view.small());
    if (!plain.templated()) {
      return plain.acl();
    }
    IdentityView shown = Identities.shown(entity, view);
    return compiled(new Key(token.namespace(), names, shown), view.small()).acl();
  }

  private Compiled compiled(Key key, SmallState small) {
    Compiled known = cache.getIfPresent(key);
    if (known != null && known.seen() == small) {
      return known;
    }
    List<@Nullable String> texts = texts(key, small);
    Compiled now =
        known != null && known.texts().equals(texts)
            ? new Compiled(texts, small, known.templated(), known.acl())
            : compile(key, texts, small);
    cache.put(key, now);
    return now;
  }

  private Compiled compile(Key key, List<@Nullable String> texts, SmallState small) {
    List<PolicyText> named = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String name = key.names().get(i);
      String text = texts.get(i);
      if (text != null || PolicyNames.isRoot(name)) {
        named.add(new PolicyText(name, text == null ? "" : text));
      }
    }
    boolean templated = named.stream().anyMatch(text -> compiler.policy(text).templated());
    return new Compiled(texts, small, templated, compiler.acl(named, key.identity()));
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
