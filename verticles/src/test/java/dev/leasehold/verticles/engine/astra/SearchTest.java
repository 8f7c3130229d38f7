package dev.leasehold.verticles.engine.astra;

import static dev.leasehold.verticles.engine.astra.AstraMount.NOW;
import static dev.leasehold.verticles.engine.astra.AstraMount.UUID;
import static dev.leasehold.verticles.engine.astra.AstraMount.answer;
import static dev.leasehold.verticles.engine.astra.AstraMount.asked;
import static dev.leasehold.verticles.engine.astra.AstraMount.made;
import static dev.leasehold.verticles.engine.astra.AstraMount.talk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.leasehold.events.LeaseEvent;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.verticles.outbound.HttpAct;
import dev.leasehold.verticles.outbound.HttpAnswer;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Finding tokens (A15), and those at Astra that no lease knows.
class SearchTest {
  private static final String SEARCH = "org/tokens/search";

  private final AstraMount mount = AstraMount.configured();
  private String lastLease = "";

  @BeforeEach
  void issue() {
    issue('a', "1h", Map.of("team", "red", "note", ""));
    issue('b', "2h", Map.of("team", "blue"));
    issue('c', "3h", Map.of("key1", "value1,key2=value2"));
  }

  private void issue(char letter, String leaseTime, Map<String, String> metadata) {
    Map<String, Object> wanted = asked("app-" + letter);
    wanted.put("lease_time", leaseTime);
    wanted.put("metadata", metadata);
    Decision issued =
        mount.perform(Operation.UPDATE, "org/token", wanted, new Outcome.Done(made(letter)));
    lastLease = issued.response().lease().leaseId();
  }

  private Map<String, Object> search(Object... query) {
    Map<String, Object> data = new HashMap<>();
    for (int i = 0; i < query.length; i += 2) {
      data.put((String) query[i], query[i + 1]);
    }
    return mount.read(Operation.READ, SEARCH, data);
  }

  /// The letters of the tokens that were found, sorted.
  private String found(Object... query) {
    List<?> keys = (List<?>) Objects.requireNonNull(search(query).get("keys"));
    StringBuilder letters = new StringBuilder();
    new TreeSet<>(keys).forEach(key -> letters.append(key.toString().charAt(0)));
    return letters.toString();
  }

  @Test
  void A15_tokens_are_found_by_what_is_known_of_them() {
    assertEquals("abc", found());
    assertEquals("a", found("metadata", "team=red"));
    assertEquals("a", found("metadata", "note="));
    assertEquals("", found("metadata", "team=green"));
    assertEquals("", found("metadata", List.of("team=red", "note=x")));
    assertEquals("b", found("logical_name", "APP-B"));
    assertEquals("abc", found("role", "R", "org_id", "O"));
    assertEquals("", found("org_id", "P"));
    assertEquals("abc", found("owner", "token-ada"));
    assertEquals("abc", found("owner", "entity-1"));
    assertEquals("b", found("owner", "entity-1", "metadata", "team=blue", "role_name", "r"));
    assertEquals("", found("owner", "somebody"));
  }

  @Test
  void a_list_of_pairs_that_was_sent_as_one_text_is_found_by_each() {
    assertEquals("c", found("metadata", "key2=value2"));
    assertEquals("c", found("metadata", "key1=value1"));
    assertEquals("c", found("metadata", "key1=value1,key2=value2"));
  }

  @Test
  void tokens_are_found_by_when_their_leases_are_over() {
    assertEquals("ab", found("expires_within", "2h1m"));
    assertEquals("bc", found("expires_after", NOW.plusSeconds(7200).toString()));
    assertEquals(
        "b",
        found(
            "expires_after", NOW.plusSeconds(7200).toString(),
            "expires_before", NOW.plusSeconds(7201).toString()));
    mount.replay(new LeaseEvent.LeaseRenewed(lastLease, NOW.plusSeconds(60), NOW));
    assertEquals("c", found("expires_within", "61s"));
    assertEquals("c", found("expires_within", "61s", "org_id", "O"));
  }

  @Test
  void pages_follow_on_each_other_whatever_goes_in_between() {
    for (Object[] query :
        List.of(
            new Object[] {}, new Object[] {"expires_within", "9h"}, new Object[] {"role", "r"})) {
      List<Object> all = new ArrayList<>();
      String after = "";
      do {
        Object[] page = new Object[query.length + 4];
        System.arraycopy(query, 0, page, 0, query.length);
        page[query.length] = "limit";
        page[query.length + 1] = 1;
        page[query.length + 2] = "after";
        page[query.length + 3] = after;
        Map<String, Object> found = search(page);
        all.addAll((List<?>) Objects.requireNonNull(found.get("keys")));
        after = (String) found.getOrDefault("next", "");
      } while (!after.isEmpty());
      assertEquals(3, all.size());
      assertEquals(3, new TreeSet<>(all.stream().map(String::valueOf).toList()).size());
    }
    assertEquals(
        "BAD_REQUEST limit must be from 1 to 1000",
        mount.refused(Operation.READ, SEARCH, Map.of("limit", 1001)));
    assertEquals(
        "BAD_REQUEST after must be what a page told as next",
        mount.refused(Operation.READ, SEARCH, Map.of("expires_within", "1h", "after", "x")));
  }

  @Test
  void what_is_over_is_found_no_more() {
    mount.replay(new LeaseEvent.RevocationStarted(lastLease, "revoked", NOW, NOW));
    assertEquals("ab", found());
    mount.now = NOW.plusSeconds(3601);
    assertEquals("b", found());
  }

  @Test
  void a_list_shows_who_asked_for_a_token_and_its_lease_and_no_secret() {
    Map<?, ?> info =
        (Map<?, ?>) Objects.requireNonNull(search("logical_name", "app-c").get("key_info"));
    Map<?, ?> one = (Map<?, ?>) Objects.requireNonNull(info.get("c".repeat(24)));

    assertEquals(lastLease, one.get("lease_id"));
    assertEquals("token-ada", one.get("display_name"));
    assertEquals("entity-1", one.get("entity_id"));
    assertEquals(NOW.plusSeconds(3 * 3600), one.get("expire_time"));
    assertEquals(null, one.get("token"));
  }

  private HttpAnswer atAstra() {
    String mine = "leasehold:" + UUID + ":";
    return answer(
        200,
        "{\"clients\":["
            + client("c".repeat(24), mine + lastLease)
            + ","
            + client("Double", mine + lastLease)
            + ","
            + client("Gone", mine + "astra/org/token/gone")
            + ","
            + client("Root", mine + "root/gone")
            + ","
            + client("Theirs", "leasehold:other:astra/org/token/gone")
            + ","
            + client("Nobodys", "")
            + "]}");
  }

  private static String client(String id, String description) {
    return "{\"clientId\":\"" + id + "\",\"description\":\"" + description + "\"}";
  }

  private Decision reconcile(Operation operation, Map<String, Object> data) {
    Handler.Planned planned = mount.plan(operation, "reconcile", data);
    mount.replay(planned.intent());
    Outcome outcome = talk(assertInstanceOf(HttpAct.class, planned.effect()), atAstra()).outcome();
    return mount.settle(planned, operation, "reconcile", data, outcome);
  }

  @Test
  void tokens_of_ours_that_no_lease_knows_are_reported() {
    Map<String, Object> report =
        Objects.requireNonNull(reconcile(Operation.READ, Map.of("org_id", "O")).response().data());

    assertEquals(1, report.get("known"));
    List<?> unknown = (List<?>) Objects.requireNonNull(report.get("unknown"));
    assertEquals(
        List.of("Double", "Gone", "Root"),
        unknown.stream().map(one -> ((Map<?, ?>) one).get("client_id")).toList());
  }

  @Test
  void they_are_deleted_through_leases_when_asked_for_but_for_admin_tokens() {
    long before = Leases.count(mount.head);
    Map<String, Object> wanted = Map.of("org_id", "O", "remove", true);
    Decision removing = reconcile(Operation.UPDATE, wanted);

    assertEquals(
        List.of("Double", "Gone"),
        Objects.requireNonNull(removing.response().data()).get("removing"));
    assertEquals(before + 2, Leases.count(mount.head));
    Decision again = reconcile(Operation.UPDATE, wanted);
    assertEquals(List.of(), again.events());
    assertEquals(
        "BAD_REQUEST remove=true is required; a read reports without removing",
        mount.refused(Operation.UPDATE, "reconcile", Map.of("org_id", "O")));
  }

  @Test
  void only_those_that_are_named_are_deleted() {
    Decision removing =
        reconcile(
            Operation.UPDATE, Map.of("org_id", "O", "remove", true, "clients", "Gone,Nobodys"));

    assertEquals(
        List.of("Gone"), Objects.requireNonNull(removing.response().data()).get("removing"));
  }
}
