package dev.leasehold.verticles.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Commit;
import dev.leasehold.events.Event;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseCount;
import dev.leasehold.events.LeaseEvent.CredentialIntended;
import dev.leasehold.events.LeaseEvent.IntentAborted;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.QuotaEvent.LeaseCountWritten;
import dev.leasehold.events.SysEvent.MountEnabled;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Head;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.quota.LeaseCounts;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Names;
import dev.leasehold.verticles.gate.Ttls;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Which credential still fits, on a head that the test moves.
class LeaseCapTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final SeededEntropy entropy = new SeededEntropy(7);
  private final Keyring keyring = Keyring.initial("cluster", entropy, NOW);
  private final Head head = new Head(Committed.open(new MemoryStore(), keyring, entropy, 100));
  private final Mount mount =
      new Mount(
          "root",
          MountTable.SECRET,
          "uuid",
          "db/",
          "database",
          "",
          "database_1",
          false,
          false,
          false,
          Map.of(),
          MountConfig.DEFAULT);
  private int drawn;

  LeaseCapTest() {
    replay(new MountEnabled(mount));
  }

  @Test
  void a_quota_of_a_mount_counts_all_of_its_leases() {
    quota("q", "db/", "", 2);
    issue("db/creds/a");
    issue("db/creds/b");
    Refusal refusal = refused("db/creds/c");

    assertEquals(Refusal.Kind.TOO_MANY_REQUESTS, refusal.kind());
    assertEquals(
        List.of(
            "1 error occurred:\n\t* request path \"db/creds/c\": lease count quota exceeded\n\n"),
        refusal.errors());
  }

  @Test
  void a_lease_that_ends_makes_room() {
    quota("q", "", "", 1);
    String lease = issue("db/creds/a");
    refused("db/creds/a");
    replay(new IntentAborted(lease));
    issue("db/creds/a");
  }

  @Test
  void the_most_specific_quota_alone_counts() {
    quota("all", "", "", 1);
    quota("mount", "db/", "", 2);
    quota("beginning", "db/", "creds/a*", 3);
    quota("path", "db/", "creds/abc", 4);

    for (int i = 0; i < 4; i++) {
      issue("db/creds/abc");
    }
    refused("db/creds/abc");
    assertEquals(4, used("beginning"));
    refused("db/creds/abd");
    refused("db/creds/b");
    assertEquals(4, used("mount"));
    assertEquals(4, used("all"));
  }

  @Test
  void a_beginning_adds_up_what_is_kept_by_path() {
    quota("beginning", "db/", "creds/a*", 2);
    issue("db/creds/ab");
    issue("db/creds/b");
    issue("db/creds/ac");
    refused("db/creds/ad");
    issue("db/creds/b");
    assertEquals(2, used("beginning"));
  }

  @Test
  void without_a_quota_everything_fits() {
    for (int i = 0; i < 10; i++) {
      issue("db/creds/a");
    }
  }

  private long used(String name) {
    LeaseCount quota = Objects.requireNonNull(LeaseCounts.of(head, "root").quota(name));
    return LeaseCounts.used(head, quota);
  }

  private void quota(String name, String mountPath, String suffix, long most) {
    replay(new LeaseCountWritten(new LeaseCount("root", name, mountPath, suffix, "", most)));
  }

  private Refusal refused(String path) {
    return assertThrows(Refusal.class, () -> issue(path));
  }

  private String issue(String path) {
    String id = path + "/" + drawn++;
    Decision decision = Decision.of(Response.nothing(), new CredentialIntended(lease(id)));
    replay(LeaseCap.kept(call(path), head, decision).events().getFirst());
    return id;
  }

  private static Lease lease(String id) {
    return new Lease(
        "root",
        id,
        "uuid",
        "uuid/pg",
        "a",
        "token",
        "",
        "user",
        NOW,
        NOW.plusSeconds(60),
        NOW.plusSeconds(10),
        null,
        60,
        60,
        true);
  }

  private Call call(String path) {
    Request request =
        new Request(
            "id",
            Operation.READ,
            "root",
            path,
            Map.of(),
            null,
            null,
            "::1",
            1,
            NOW,
            Map.of(),
            List.of());
    return new Call(
        request,
        mount,
        path.substring(3),
        Fields.read(List.of(), true, Map.of(), Map.of(), false),
        null,
        NOW,
        entropy,
        new Names(keyring),
        Ttls.SYSTEM);
  }

  private void replay(Event event) {
    Commit commit =
        new Commit(
            head.sequence() + 1, Commit.NO_HASH, NOW, List.of(event), List.of(), List.of(), null);
    head.begin(commit.sequence());
    new Projections().replay(commit, List.of(), head);
    head.end();
  }
}
