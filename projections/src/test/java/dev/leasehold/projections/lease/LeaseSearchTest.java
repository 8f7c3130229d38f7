package dev.leasehold.projections.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Commit;
import dev.leasehold.events.Event;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.Namespace;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Head;
import dev.leasehold.projections.Position;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.RowBatch;
import dev.leasehold.projections.store.MemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeaseSearchTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Form ANY = new Form(null, null, null, null, null, null, null, null);

  private final SeededEntropy entropy = new SeededEntropy(7);
  private final Committed committed =
      Committed.open(new MemoryStore(), Keyring.initial("cluster", entropy, NOW), entropy, 1_000);
  private long sequence;

  /// A query whose parts a test names one by one.
  private record Form(
      @Nullable String mount,
      @Nullable String role,
      @Nullable String entity,
      @Nullable String target,
      @Nullable String user,
      @Nullable LeaseState state,
      @Nullable Instant from,
      @Nullable Instant before) {
    Form mount(String value) {
      return new Form(value, role, entity, target, user, state, from, before);
    }

    Form role(String value) {
      return new Form(mount, value, entity, target, user, state, from, before);
    }

    Form entity(String value) {
      return new Form(mount, role, value, target, user, state, from, before);
    }

    Form target(String value) {
      return new Form(mount, role, entity, value, user, state, from, before);
    }

    Form user(String value) {
      return new Form(mount, role, entity, target, value, state, from, before);
    }

    Form state(LeaseState value) {
      return new Form(mount, role, entity, target, user, value, from, before);
    }

    Form due(@Nullable Instant first, @Nullable Instant behind) {
      return new Form(mount, role, entity, target, user, state, first, behind);
    }

    LeaseQuery query() {
      return new LeaseQuery(Namespace.ROOT, mount, role, entity, target, user, state, from, before);
    }
  }

  private void happen(List<Event> events) {
    sequence++;
    Commit commit = new Commit(sequence, Commit.NO_HASH, NOW, events, List.of(), List.of(), null);
    Head head = new Head(committed);
    head.begin(sequence);
    new Projections().replay(commit, List.of(), head);
    RowBatch rows = head.end();
    committed.apply(List.of(rows), new Position(sequence, 1, "writer", sequence, "hash", NOW));
  }

  private void issue(String id, String mount, String connection, String role, String entity) {
    Lease lease =
        new Lease(
            Namespace.ROOT,
            id,
            mount,
            mount + "/" + connection,
            role,
            "",
            entity,
            "user-" + id,
            NOW,
            NOW.plusSeconds(100 + sequence),
            NOW.plusSeconds(45),
            null,
            600,
            3600,
            true);
    happen(List.of(new LeaseEvent.CredentialIntended(lease), new LeaseEvent.LeaseIssued(id)));
  }

  private void revoke(String id) {
    happen(List.of(new LeaseEvent.RevocationStarted(id, "revoked", NOW, NOW)));
  }

  private void quarantine(String id) {
    happen(List.of(new LeaseEvent.LeaseQuarantined(id, "nobody knows")));
  }

  private void someLeases() {
    issue("a", "m1", "pg", "app", "e1");
    issue("b", "m1", "pg", "app", "e2");
    issue("c", "m1", "other", "report", "e1");
    issue("d", "m2", "pg", "app", "");
    issue("e", "m2", "pg", "report", "e1");
  }

  /// All that is found, asked for in pages of every size.
  private List<String> found(Form form) {
    List<String> whole = pages(form, 1_000);
    for (int limit = 1; limit <= 3; limit++) {
      assertEquals(whole, pages(form, limit), "in pages of " + limit);
    }
    return whole.stream().sorted().toList();
  }

  private List<String> pages(Form form, int limit) {
    List<String> ids = new ArrayList<>();
    LeaseSearch.Page page = LeaseSearch.page(committed, form.query(), null, limit);
    page.leases().forEach(row -> ids.add(row.lease().id()));
    while (page.next() != null) {
      assertTrue(page.leases().size() <= limit);
      page = LeaseSearch.page(committed, form.query(), page.next(), limit);
      page.leases().forEach(row -> ids.add(row.lease().id()));
    }
    assertEquals(ids.size(), new TreeSet<>(ids).size(), "each of them once");
    return ids;
  }

  @Test
  void leases_are_found_by_whatever_is_known_of_them() {
    someLeases();

    assertEquals(List.of("a", "b", "c", "d", "e"), found(ANY));
    assertEquals(List.of("a", "b", "c"), found(ANY.mount("m1")));
    assertEquals(List.of("a", "b", "d"), found(ANY.role("app")));
    assertEquals(List.of("a", "b"), found(ANY.role("app").mount("m1")));
    assertEquals(List.of("a", "c", "e"), found(ANY.entity("e1")));
    assertEquals(List.of("c", "e"), found(ANY.entity("e1").role("report")));
    assertEquals(List.of("a", "b"), found(ANY.target("m1/pg")));
    assertEquals(List.of("d"), found(ANY.user("user-d")));
    assertEquals(List.of(), found(ANY.user("user-d").mount("m1")));
    assertEquals(List.of(), found(ANY.role("ap")));
    assertEquals(List.of(), found(ANY.target("m1/nowhere")));
  }

  @Test
  void leases_are_found_by_when_something_is_to_be_done() {
    someLeases();
    Instant third = NOW.plusSeconds(102);
    revoke("e");
    quarantine("e");

    assertEquals(List.of("a", "b"), found(ANY.due(null, third)));
    assertEquals(List.of("c", "d"), found(ANY.due(third, null)), "quarantine is never due");
    assertEquals(List.of("c"), found(ANY.due(third, third.plusNanos(1))));
    assertEquals(List.of("c"), found(ANY.due(third, null).entity("e1")));
    assertEquals(List.of("b"), found(ANY.due(NOW.plusSeconds(101), third).target("m1/pg")));
  }

  @Test
  void leases_are_found_by_their_state_until_they_are_gone() {
    someLeases();
    revoke("a");
    revoke("d");
    quarantine("d");

    assertEquals(List.of("a"), found(ANY.state(LeaseState.REVOKING)));
    assertEquals(List.of("d"), found(ANY.state(LeaseState.QUARANTINED)));
    assertEquals(List.of("b", "c", "e"), found(ANY.state(LeaseState.ACTIVE)));
    assertEquals(List.of("a"), found(ANY.state(LeaseState.REVOKING).role("app")));
    assertEquals(List.of("m1/pg"), Leases.dueTargets(committed, NOW, 9));
    assertEquals(1, Leases.dueAt(committed, "m1/pg", NOW, null, 9).size());

    happen(List.of(new LeaseEvent.LeaseRevoked("a"), new LeaseEvent.LeaseRevoked("d")));
    assertEquals(List.of(), found(ANY.state(LeaseState.REVOKING)));
    assertEquals(List.of(), found(ANY.state(LeaseState.QUARANTINED)));
    assertEquals(List.of(), found(ANY.user("user-a")));
    assertEquals(List.of("b", "c", "e"), found(ANY));
  }

  @Test
  void a_page_goes_on_behind_a_lease_that_is_gone() {
    someLeases();
    for (Form form : List.of(ANY, ANY.role("app"), ANY.mount("m1"))) {
      issue("more" + sequence, "m1", "pg", "app", "e1");
      List<String> all = pages(form, 1_000);
      LeaseSearch.Page first = LeaseSearch.page(committed, form.query(), null, 1);
      LeaseSearch.Cursor next = first.next();
      assertNotNull(next);
      revoke(next.id());
      happen(List.of(new LeaseEvent.LeaseRevoked(next.id())));

      LeaseSearch.Page rest = LeaseSearch.page(committed, form.query(), next, 1_000);

      assertEquals(
          all.subList(1, all.size()), rest.leases().stream().map(row -> row.lease().id()).toList());
      assertNull(rest.next());
    }
  }

  @Test
  void a_page_looks_at_no_more_than_it_may_and_says_where_to_go_on() {
    List<Event> events = new ArrayList<>();
    int many = LeaseSearch.LOOKED_AT + 1;
    for (int i = 0; i < many; i++) {
      events.add(new LeaseEvent.CredentialIntended(intended("many" + i)));
    }
    happen(events);
    issue("one", "m9", "pg", "rare", "e1");
    Form form = ANY.mount("m9").state(LeaseState.ACTIVE);

    LeaseSearch.Page first = LeaseSearch.page(committed, form.query(), null, 10);
    assertEquals(List.of(), first.leases());
    assertNotNull(first.next());

    assertEquals(List.of("one"), pages(form, 10));
  }

  private Lease intended(String id) {
    return new Lease(
        Namespace.ROOT,
        id,
        "m9",
        "m9/pg",
        "app",
        "",
        "",
        "user-" + id,
        NOW,
        NOW.plusSeconds(50),
        NOW.plusSeconds(45),
        null,
        600,
        3600,
        true);
  }

  @Test
  void a_cursor_of_another_search_is_refused() {
    someLeases();
    for (LeaseSearch.Along along : LeaseSearch.Along.values()) {
      boolean dated = along == LeaseSearch.Along.TARGET || along == LeaseSearch.Along.REVOKING;
      Instant due = dated ? null : NOW;
      assertThrows(
          IllegalArgumentException.class, () -> new LeaseSearch.Cursor(along, "m1/pg", due, "a"));
      if (!dated) {
        LeaseSearch.Cursor foreign = new LeaseSearch.Cursor(along, "", null, "a");
        assertThrows(
            IllegalArgumentException.class,
            () -> LeaseSearch.page(committed, ANY.query(), foreign, 1));
      }
    }
  }
}
