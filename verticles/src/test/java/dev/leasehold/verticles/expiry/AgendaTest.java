package dev.leasehold.verticles.expiry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.AppRole;
import dev.leasehold.events.AppRoleEvent;
import dev.leasehold.events.Commit;
import dev.leasehold.events.CubbyholeEvent;
import dev.leasehold.events.Event;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.LoginEvent;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Namespace;
import dev.leasehold.events.OidcCode;
import dev.leasehold.events.OidcEvent;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SecretId;
import dev.leasehold.events.SysEvent;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.events.TokenParameters;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Head;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.approle.AppRoles;
import dev.leasehold.projections.cubbyhole.Cubbyholes;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.login.Logins;
import dev.leasehold.projections.oidc.OidcProviders;
import dev.leasehold.projections.prefix.RevokedPrefixes;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.engine.Leasing;
import dev.leasehold.verticles.gate.Acls;
import dev.leasehold.verticles.node.EngineList;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.route.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AgendaTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Engines ENGINES = EngineList.with(new Acls(), (type, options, call) -> {});
  private static final String TOKEN = "token";
  private static final String ROLE = "uuid-role";
  private static final int MORE_THAN_A_PAGE = Agenda.PAGE + 100;

  private final SeededEntropy entropy = new SeededEntropy(7);
  private final Keyring keyring = Keyring.initial("cluster", entropy, NOW);
  private final Head head = new Head(Committed.open(new MemoryStore(), keyring, entropy, 1000));

  private void happen(Event... events) {
    happen(List.of(events));
  }

  private void happen(List<Event> events) {
    long sequence = head.sequence() + 1;
    Commit commit = new Commit(sequence, Commit.NO_HASH, NOW, events, List.of(), List.of(), null);
    head.begin(sequence);
    new Projections().replay(commit, List.of(), head);
    head.end();
  }

  /// Replays pages until nothing is over any more.
  private void runAgenda(Instant now) {
    for (Decision page = Agenda.page(ENGINES, head, now);
        !page.events().isEmpty();
        page = Agenda.page(ENGINES, head, now)) {
      happen(page.events());
    }
  }

  private void createToken() {
    happen(
        new TokenEvent.TokenCreated(
            new Token(
                Namespace.ROOT,
                TOKEN,
                "accessor",
                null,
                List.of("default"),
                "auth/token/create",
                null,
                "token",
                0,
                NOW,
                0,
                0,
                0,
                "service",
                null,
                null,
                true,
                null,
                List.of(),
                "")));
  }

  private String intend(String name, String target) {
    String id = "database/creds/role/" + name;
    happen(
        new LeaseEvent.CredentialIntended(
            new Lease(
                Namespace.ROOT,
                id,
                "mount",
                target,
                "role",
                TOKEN,
                "",
                "user-" + name,
                NOW,
                NOW.plusSeconds(600),
                NOW.plusSeconds(45),
                null,
                600,
                3600,
                true)));
    return id;
  }

  private String issue(String name, String target) {
    String id = intend(name, target);
    happen(new LeaseEvent.LeaseIssued(id));
    return id;
  }

  private LeaseState state(String id) {
    LeaseRow row = Leases.find(head, id);
    assertNotNull(row);
    return row.state();
  }

  @Test
  void a_revoked_token_takes_all_its_leases_also_when_the_first_page_waits_for_its_target() {
    createToken();
    for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
      issue("lease" + i, "slow");
    }

    happen(new TokenEvent.TokenRevoked(TOKEN));
    runAgenda(NOW);

    assertEquals(MORE_THAN_A_PAGE, Leases.count(head, LeaseState.REVOKING));
    assertEquals(List.of(), Tokens.sweeps(head, 1));
  }

  @Test
  void a_lease_that_was_intended_when_its_token_ended_ends_as_well() {
    createToken();
    String id = intend("late", "target");
    happen(new TokenEvent.TokenRevoked(TOKEN));
    runAgenda(NOW);

    happen(new LeaseEvent.LeaseIssued(id));
    runAgenda(NOW);

    assertEquals(LeaseState.REVOKING, state(id));
    assertEquals(List.of(), Tokens.sweeps(head, 1));
  }

  @Test
  void leases_that_wait_for_a_dead_target_do_not_keep_others_alive() {
    createToken();
    for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
      issue("dead" + i, "dead");
    }
    Instant expired = NOW.plusSeconds(601);
    runAgenda(expired);

    String other = issue("other", "healthy");
    runAgenda(expired);

    assertEquals(LeaseState.REVOKING, state(other));
  }

  @Test
  void t39_a_user_that_a_paused_actor_makes_after_its_intent_was_swept_is_dropped_again() {
    createToken();
    String id = intend("paused", "target");
    Instant swept = NOW.plusSeconds(45).plus(Agenda.GRACE).plusSeconds(1);
    runAgenda(swept);
    Set<String> users = new TreeSet<>();

    Instant now = drop(id, users, swept);
    users.add("user-paused");
    while (Leases.find(head, id) != null) {
      now = drop(id, users, now);
    }

    assertEquals(Set.of(), users);
    assertTrue(Duration.between(swept, now).compareTo(Leasing.SETTLE_HORIZON) >= 0);
    assertNull(Leases.find(head, id));
  }

  /// Drops when it is due, and gives that time.
  private Instant drop(String id, Set<String> users, Instant before) {
    LeaseRow row = Leases.find(head, id);
    assertNotNull(row);
    assertNotNull(row.due());
    Instant now = row.due().isBefore(before) ? before : row.due();
    users.remove(row.lease().userName());
    happen(Drops.settle("target", Map.of(id, new Outcome.Done()), head, now, entropy).events());
    return now;
  }

  @Test
  void a_code_that_nobody_came_for_ends_with_its_time() {
    Instant end = NOW.plusSeconds(300);
    happen(
        new OidcEvent.OidcCodeIssued(
            new OidcCode(
                "c1",
                Namespace.ROOT,
                "default",
                "client",
                "entity",
                "https://a",
                "",
                List.of(),
                null,
                null,
                false,
                end)));

    runAgenda(end.minusMillis(1));
    assertNotNull(OidcProviders.code(head, "c1", NOW));
    runAgenda(end);
    assertNull(OidcProviders.code(head, "c1", NOW));
  }

  @Test
  void failures_that_are_too_long_ago_are_forgotten() {
    Instant end = NOW.plusSeconds(900);
    happen(new LoginEvent.LoginFailed("mount", "bob", 1, NOW, end));

    runAgenda(end.minusMillis(1));
    assertNotNull(Logins.failures(head, "mount", "bob"));
    runAgenda(end);
    assertNull(Logins.failures(head, "mount", "bob"));
  }

  @Test
  void a_secret_id_is_erased_when_its_time_is_up() {
    Instant end = NOW.plusSeconds(60);
    makeRole();
    makeSecretIds(1, end);

    runAgenda(end.minusMillis(1));
    assertEquals(1, AppRoles.secretIds(head, ROLE, 10).size());
    runAgenda(end);
    assertEquals(List.of(), AppRoles.secretIds(head, ROLE, 10));
    assertNotNull(AppRoles.find(head, "mount", "machine"));
  }

  @Test
  void a_role_that_is_gone_takes_all_its_secret_ids_also_those_whose_time_is_up() {
    makeRole();
    makeSecretIds(MORE_THAN_A_PAGE, NOW);

    happen(new AppRoleEvent.RoleDeleted("mount", "machine"));
    runAgenda(NOW);

    assertEquals(List.of(), AppRoles.secretIds(head, ROLE, 1));
    assertEquals(List.of(), AppRoles.sweeps(head, 1));
  }

  @Test
  void a_revoked_token_takes_its_cubbyhole_before_it_is_swept() {
    createToken();
    PayloadName last = new PayloadName("ff".repeat(PayloadName.BYTES));
    for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
      happen(new CubbyholeEvent.CubbyholeWritten("accessor", "path" + i, last));
    }

    happen(new TokenEvent.TokenRevoked(TOKEN));
    Decision page = Agenda.page(ENGINES, head, NOW);
    assertEquals(Agenda.PAGE, page.destroys().size());
    assertEquals(last, page.destroys().getFirst());
    runAgenda(NOW);

    assertEquals(List.of(), Cubbyholes.page(head, "accessor", 1));
    assertEquals(List.of(), Tokens.sweeps(head, 1));
  }

  @Test
  void one_page_names_no_more_of_clients_paths_than_a_commit_can_hold() {
    createToken();
    int length = 30_000;
    for (int i = 0; i < 5; i++) {
      PayloadName name = new PayloadName(("0" + i).repeat(PayloadName.BYTES));
      happen(new CubbyholeEvent.CubbyholeWritten("accessor", i + "x".repeat(length), name));
    }
    happen(new TokenEvent.TokenRevoked(TOKEN));

    assertEquals(3, Agenda.page(ENGINES, head, NOW).destroys().size());
  }

  private void makeRole() {
    AppRole role = new AppRole(ROLE, "id", true, null, 0, 0, false, TokenParameters.NONE);
    happen(new AppRoleEvent.RoleWritten("mount", "machine", role));
  }

  private void makeSecretIds(int count, Instant end) {
    for (int i = 0; i < count; i++) {
      SecretId made =
          new SecretId(
              "id" + i, "accessor" + i, 0, 60, NOW, end, NOW, Map.of(), List.of(), List.of());
      happen(new AppRoleEvent.SecretIdMade("mount", ROLE, made));
    }
  }

  @Test
  void a_revoked_prefix_takes_all_below_it_also_when_the_first_pages_wait_for_their_target() {
    createToken();
    for (int i = 0; i < 3 * Agenda.PAGE; i++) {
      issue("lease" + i, "slow");
    }
    String prefix = "database/creds/role";
    happen(new LeaseEvent.PrefixRevoked(Namespace.ROOT, prefix, false));
    String later = issue("later", "slow");
    runAgenda(NOW);

    assertEquals(3L * Agenda.PAGE, Leases.count(head, LeaseState.REVOKING));
    assertEquals(LeaseState.ACTIVE, state(later));
    assertEquals(List.of(later), Leases.openBelow(head, Namespace.ROOT, prefix + "/", null, 9));
    assertEquals(List.of(), RevokedPrefixes.unswept(head));
  }

  @Test
  void a_disabled_mount_takes_all_its_leases_also_when_the_first_page_waits_for_its_target() {
    createToken();
    happen(
        new SysEvent.MountEnabled(
            new Mount(
                Namespace.ROOT,
                MountTable.SECRET,
                "mount",
                "database/",
                "database",
                "",
                "database_1",
                false,
                false,
                false,
                null,
                MountConfig.DEFAULT)));
    for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
      issue("lease" + i, "slow");
    }

    happen(new SysEvent.MountDisabled("mount"));
    runAgenda(NOW);

    assertEquals(MORE_THAN_A_PAGE, Leases.count(head, LeaseState.REVOKING));
  }

  @Test
  void a_token_whose_whole_lease_id_is_the_revoked_prefix_ends() {
    createToken();
    String lease = Tokens.pathOf(Objects.requireNonNull(Tokens.find(head, TOKEN)).token());
    assertNotNull(Tokens.live(head, TOKEN, NOW));

    happen(new LeaseEvent.PrefixRevoked(Namespace.ROOT, lease, false));

    assertNull(Tokens.live(head, TOKEN, NOW), "at once");
    runAgenda(NOW);
    assertNull(Tokens.find(head, TOKEN), "and its row afterwards");
  }
}
