package dev.leasehold.verticles.identity;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Commit;
import dev.leasehold.events.Entity;
import dev.leasehold.events.Event;
import dev.leasehold.events.Group;
import dev.leasehold.events.IdentityAlias;
import dev.leasehold.events.IdentityEvent.EntityWritten;
import dev.leasehold.events.IdentityEvent.GroupAliasWritten;
import dev.leasehold.events.IdentityEvent.GroupWritten;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Token;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Head;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.store.MemoryStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A state in memory that grows by events, with one auth mount whose logins it sees.
final class State {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final Mount MOUNT = mount("userpass_1");
  static final Mount OTHER = mount("ldap_2");

  final SeededEntropy entropy = new SeededEntropy(11);
  final Head head =
      new Head(
          Committed.open(
              new MemoryStore(), Keyring.initial("cluster", entropy, NOW), entropy, 100));

  void replay(List<? extends Event> events) {
    Commit commit =
        new Commit(
            head.sequence() + 1,
            Commit.NO_HASH,
            NOW,
            List.copyOf(events),
            List.of(),
            List.of(),
            null);
    head.begin(commit.sequence());
    new Projections().replay(commit, List.of(), head);
    head.end();
  }

  LoginIdentity login(
      Mount mount, String name, @Nullable Map<String, String> metadata, String... groups) {
    LoginIdentity login =
        LoginIdentity.of(
            new LoginIdentity.Alias(mount, name, metadata, List.of(groups)), head, NOW, entropy);
    if (!login.events().isEmpty()) {
      replay(login.events());
    }
    return login;
  }

  void entity(String id, String name, boolean disabled, String... policies) {
    replay(
        List.of(
            new EntityWritten(
                new Entity(
                    "root", id, name, null, List.of(policies), disabled, List.of(), NOW, NOW))));
  }

  /// An external group that a mount calls by its id.
  void group(String id, Mount mount, String... policies) {
    replay(
        List.of(
            new GroupWritten(
                new Group("root", id, id, "external", List.of(policies), null, NOW, NOW)),
            new GroupAliasWritten(
                new IdentityAlias(
                    "root",
                    "alias-" + id,
                    id,
                    mount.accessor(),
                    id,
                    null,
                    null,
                    List.of(),
                    false,
                    NOW,
                    NOW))));
  }

  static Token token(String entity, String... policies) {
    return new Token(
        "root",
        "id",
        "accessor",
        null,
        List.of(policies),
        "auth/userpass/login/anna",
        null,
        "userpass-anna",
        0,
        NOW,
        0,
        0,
        0,
        "service",
        null,
        null,
        false,
        null,
        List.of(),
        entity);
  }

  private static Mount mount(String accessor) {
    return new Mount(
        "root",
        MountTable.AUTH,
        "uuid-" + accessor,
        accessor + "/",
        "userpass",
        "",
        accessor,
        false,
        false,
        false,
        null,
        MountConfig.DEFAULT);
  }
}
