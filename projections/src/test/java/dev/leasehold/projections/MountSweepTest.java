package dev.leasehold.projections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.events.AppRole;
import dev.leasehold.events.AppRoleEvent;
import dev.leasehold.events.AuthMapEvent.EntryWritten;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Event;
import dev.leasehold.events.GithubEvent;
import dev.leasehold.events.LeaseEvent.IntentAborted;
import dev.leasehold.events.OktaEvent;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SysEvent.MountDisabled;
import dev.leasehold.events.SysEvent.MountEnabled;
import dev.leasehold.events.SysEvent.MountSwept;
import dev.leasehold.events.TokenParameters;
import dev.leasehold.events.UserpassEvent;
import dev.leasehold.projections.approle.AppRoles;
import dev.leasehold.projections.authmap.AuthMapProjection;
import dev.leasehold.projections.mount.MountSweep;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.userpass.UserProjection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the events of a sweep name, by the type of the mount: logs that are there already hold
/// these names.
class MountSweepTest {
  private static final String MOUNT = "uuid-swept";
  private static final int LIMIT = 10;
  private final History history = new History(11);
  private final Head head = new Head(ReplayTest.open(new MemoryStore(), 1));

  @BeforeEach
  void begin() {
    ReplayTest.replay(head, history.first());
  }

  @Test
  void github_leaves_its_configuration_and_its_maps() {
    PayloadName content = history.name();
    mount("github");
    happen(
        new GithubEvent.Configured(MOUNT, "o", 1, "", TokenParameters.NONE),
        new EntryWritten(MOUNT, "teams", "dev", content));

    assertSwept(List.of("github-config/config", "auth-map-entry/teams/dev"), List.of(content));
    assertNull(AuthMapProjection.find(head, MOUNT, "teams", "dev"));
  }

  @Test
  void app_id_leaves_its_maps() {
    PayloadName content = history.name();
    mount("app-id");
    happen(new EntryWritten(MOUNT, "app-id", "a", content));

    assertSwept(List.of("auth-map-entry/app-id/a"), List.of(content));
  }

  @Test
  void okta_leaves_its_configuration_users_and_groups() {
    PayloadName key = history.name();
    mount("okta");
    happen(
        new OktaEvent.GroupWritten(MOUNT, "g", List.of()),
        new OktaEvent.UserWritten(MOUNT, "u", List.of(), List.of()),
        new OktaEvent.Configured(MOUNT, "o", "", null, false, TokenParameters.NONE, key));

    assertSwept(List.of("okta-config/config", "okta-user/u", "okta-group/g"), List.of(key));
  }

  @Test
  void okta_without_a_key_leaves_nothing_to_destroy() {
    mount("okta");
    happen(new OktaEvent.Configured(MOUNT, "o", "", null, false, TokenParameters.NONE, null));

    assertSwept(List.of("okta-config/config"), List.of());
  }

  @Test
  void userpass_leaves_its_users() {
    PayloadName hash = history.name();
    mount("userpass");
    happen(new UserpassEvent.UserWritten(MOUNT, "bob", TokenParameters.NONE, hash));

    assertSwept(List.of("bob"), List.of(hash));
    assertNull(UserProjection.find(head, MOUNT, "bob"));
  }

  @Test
  void approle_leaves_its_roles_whose_secret_ids_are_swept_afterwards() {
    mount("approle");
    AppRole role =
        new AppRole("uuid-role", "role-id", true, null, 0, 0, false, TokenParameters.NONE);
    happen(new AppRoleEvent.RoleWritten(MOUNT, "machine", role));

    assertSwept(List.of("machine"), List.of());
    assertEquals(List.of(new PairKey(MOUNT, "uuid-role")), AppRoles.sweeps(head, LIMIT));
  }

  @Test
  void a_mount_of_a_type_without_rows_is_swept_at_once() {
    mount("token");

    assertSwept(List.of(), List.of());
  }

  @Test
  void a_database_waits_for_the_leases_that_are_pinned_to_it() {
    ReplayTest.replay(head, history.intendLease());
    happen(new MountDisabled(History.DATABASE));
    assertEquals(new MountSweep.Page(List.of(), List.of(), false), page());

    happen(new IntentAborted(history.lastLease()));
    MountSweep.Page connection = page();
    assertEquals(List.of("connection/canary-connection"), connection.rows());
    assertEquals(1, connection.payloads().size());
    assertEquals(false, connection.finished());
    happen(new MountSwept(History.DATABASE, connection.rows(), false));

    assertEquals(new MountSweep.Page(List.of(), List.of(), true), page());
    happen(new MountSwept(History.DATABASE, List.of(), true));
    assertEquals(List.of(), MountSweep.disabled(head));
  }

  @ParameterizedTest
  @CsvSource({
    "github, okta-user/u",
    "github, nobody",
    "app-id, auth-map-entry/a/b",
    "okta, okta-user/u",
    "cert, a-table/row",
    "userpass, nobody",
    "approle, nobody",
    "token, nobody",
    "database, nobody"
  })
  void a_sweep_cannot_name_what_is_not_there(String type, String name) {
    mount(type);
    happen(new MountDisabled(MOUNT));

    assertThrows(CorruptLog.class, () -> happen(new MountSwept(MOUNT, List.of(name), false)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "app-id", "userpass", "approle", "okta"})
  void a_mount_that_is_not_empty_cannot_be_finished(String type) {
    mount(type);
    happen(
        switch (type) {
          case "userpass" ->
              new UserpassEvent.UserWritten(MOUNT, "u", TokenParameters.NONE, history.name());
          case "approle" ->
              new AppRoleEvent.RoleWritten(
                  MOUNT,
                  "r",
                  new AppRole("uuid", "id", true, null, 0, 0, false, TokenParameters.NONE));
          case "okta" -> new OktaEvent.GroupWritten(MOUNT, "g", List.of());
          default -> new EntryWritten(MOUNT, "m", "k", history.name());
        });
    happen(new MountDisabled(MOUNT));

    assertThrows(CorruptLog.class, () -> happen(new MountSwept(MOUNT, List.of(), true)));
  }

  @Test
  void a_database_that_is_not_empty_cannot_be_finished() {
    happen(new MountDisabled(History.DATABASE));

    assertThrows(CorruptLog.class, () -> happen(new MountSwept(History.DATABASE, List.of(), true)));
  }

  private void assertSwept(List<String> rows, List<PayloadName> payloads) {
    happen(new MountDisabled(MOUNT));
    assertEquals(new MountSweep.Page(rows, payloads, true), page());
    happen(new MountSwept(MOUNT, rows, true));
    assertEquals(List.of(), MountSweep.disabled(head));
  }

  private MountSweep.Page page() {
    return MountSweep.page(head, MountSweep.disabled(head).getFirst().mount(), LIMIT);
  }

  private void mount(String type) {
    happen(new MountEnabled(History.mount(MOUNT, "canary-swept/", type)));
  }

  private void happen(Event... events) {
    ReplayTest.replay(head, history.step(List.of(events)));
  }
}
