package dev.leasehold.verticles.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leasehold.events.Commit;
import dev.leasehold.events.Event;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.TokenEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeaseLinesTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.999Z");
  private static final String ID = "database/creds/app/x";

  private final List<String> lines = new ArrayList<>();
  private final LeaseLines heard = new LeaseLines(lines::add, ZoneOffset.UTC);

  @Test
  void a_lease_is_followed_from_issue_to_revocation() {
    happens(new LeaseEvent.CredentialIntended(lease("v-app")));
    happens(new LeaseEvent.LeaseIssued(ID));
    happens(new LeaseEvent.LeaseRenewed(ID, NOW.plusSeconds(60), NOW));
    happens(new LeaseEvent.RevocationStarted(ID, "expired", NOW, NOW));
    happens(new LeaseEvent.RevocationFailed(ID, 1, "timeout", "text", NOW.plusSeconds(2)));
    happens(new LeaseEvent.LeaseRevoked(ID));
    assertEquals(
        List.of(
            "03:04:05  issued    database/creds/app/x  user v-app, until 03:04:35",
            "03:04:05  renewed   database/creds/app/x  until 03:05:05",
            "03:04:05  revoking  database/creds/app/x  expired",
            "03:04:05  failed    database/creds/app/x  next attempt at 03:04:07",
            "03:04:05  revoked   database/creds/app/x  user v-app"),
        lines);
  }

  @Test
  void a_credential_that_is_named_after_its_lease_is_not_named_again() {
    happens(new LeaseEvent.CredentialIntended(lease("leasehold:mount:" + ID)));
    happens(new LeaseEvent.LeaseIssued(ID));
    happens(new LeaseEvent.LeaseRevoked(ID));
    assertEquals(
        List.of(
            "03:04:05  issued    database/creds/app/x  until 03:04:35",
            "03:04:05  revoked   database/creds/app/x"),
        lines);
  }

  @Test
  void what_is_no_lease_is_not_told() {
    happens(new TokenEvent.TokenRevoked("token"));
    assertEquals(List.of(), lines);
  }

  private void happens(Event event) {
    heard.accept(new Commit(1, Commit.NO_HASH, NOW, List.of(event), List.of(), List.of(), null));
  }

  private static Lease lease(String user) {
    return new Lease(
        "",
        ID,
        "mount",
        "target",
        "app",
        "token",
        "",
        user,
        NOW,
        NOW.plusSeconds(30),
        NOW,
        null,
        30,
        60,
        true);
  }
}
