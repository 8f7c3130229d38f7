package dev.leasehold.verticles.endtoend;

import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.Event;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.verticles.http.Life;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.writer.Reply;
import dev.leasehold.verticles.writer.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Leases that nobody asked for, put into the log of a server by its own writer: as many as no
/// client could ask for in the time of a test. Their users do not exist.
///
/// @param mount path of a database mount, with a slash, that has a connection `pg`
record ManyLeases(Running server, String mount) {
  private static final int OF_A_COMMIT = 200;
  private static final int COMMITS_IN_FLIGHT = 8;
  private static final Duration LIFE = Duration.ofDays(1);

  /// Adds so many, of the role `app`, that live for a day from a time on.
  void add(int leases, Instant from) throws Exception {
    Life life = Objects.requireNonNull(server.life());
    String uuid =
        server.client().get("sys/mounts").text("/data/" + mount.replace("/", "~1") + "/uuid");
    Deque<CompletableFuture<Void>> inFlight = new ArrayDeque<>();
    for (int i = 0; i < leases; i += OF_A_COMMIT) {
      List<Event> events = new ArrayList<>();
      for (int k = i; k < Math.min(leases, i + OF_A_COMMIT); k++) {
        events.addAll(lease(uuid, mount + "creds/app/%024d".formatted(k), from));
      }
      inFlight.add(kept(life, events));
      if (inFlight.size() >= COMMITS_IN_FLIGHT) {
        inFlight.remove().get(60, TimeUnit.SECONDS);
      }
    }
    for (CompletableFuture<Void> each : inFlight) {
      each.get(60, TimeUnit.SECONDS);
    }
  }

  private static List<Event> lease(String mount, String id, Instant from) {
    Lease lease =
        new Lease(
            "root",
            id,
            mount,
            mount + "/pg",
            "app",
            "",
            "",
            "v-" + id.substring(id.length() - 24),
            from,
            from.plus(LIFE),
            from.plusSeconds(45),
            null,
            LIFE.toSeconds(),
            LIFE.toSeconds(),
            true);
    return List.of(
        new LeaseEvent.CredentialIntended(lease),
        new DatabaseEvent.CredentialPinned(mount, id, "pg", 1, List.of(), List.of()),
        new LeaseEvent.LeaseIssued(id));
  }

  private static CompletableFuture<Void> kept(Life life, List<Event> events) {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    life.writer()
        .submit(
            (head, now) -> Resolution.of(Decision.of(Response.nothing(), events)),
            new Reply() {
              @Override
              public void decided(Resolution resolution, long sequence) {}

              @Override
              public void durable() {
                kept.complete(null);
              }

              @Override
              public void lost(Throwable why) {
                kept.completeExceptionally(why);
              }
            });
    return kept;
  }
}
