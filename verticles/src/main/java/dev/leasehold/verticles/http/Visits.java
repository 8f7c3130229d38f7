package dev.leasehold.verticles.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The open connections of one event loop, and since when each waits for its client: a client that
/// sends a head byte by byte, or nothing at all, is sent away. Time is what [#pass(long)] says.
final class Visits {
  private final IdentityHashMap<HttpConnection, Visit> open = new IdentityHashMap<>();
  private final long firstMillis;
  private final long idleMillis;
  private long millis;

  private static final class Visit {
    private long since;
    private int answering;
    private boolean welcomed;
  }

  Visits(Duration first, Duration idle) {
    this.firstMillis = first.toMillis();
    this.idleMillis = idle.toMillis();
  }

  void begin(HttpConnection connection) {
    Visit visit = new Visit();
    visit.since = millis;
    open.put(connection, visit);
  }

  void end(HttpConnection connection) {
    open.remove(connection);
  }

  /// A head has arrived: from now on the client waits for us.
  void asked(HttpConnection connection) {
    Visit visit = open.get(connection);
    if (visit != null) {
      visit.answering++;
      visit.welcomed = true;
    }
  }

  /// An answer was sent: from now on we wait for the client.
  void answered(HttpConnection connection) {
    Visit visit = open.get(connection);
    if (visit != null) {
      visit.answering--;
      visit.since = millis;
    }
  }

  /// Lets time pass and closes what has kept us waiting for too long.
  void pass(long moreMillis) {
    millis += moreMillis;
    List<HttpConnection> overdue = null;
    for (Map.Entry<HttpConnection, Visit> entry : open.entrySet()) {
      Visit visit = entry.getValue();
      long limit = visit.welcomed ? idleMillis : firstMillis;
      if (visit.answering == 0 && millis - visit.since > limit) {
        overdue = added(overdue, entry.getKey());
      }
    }
    if (overdue != null) {
      overdue.forEach(HttpConnection::close);
    }
  }

  private static List<HttpConnection> added(
      @Nullable List<HttpConnection> list, HttpConnection connection) {
    List<HttpConnection> all = list == null ? new ArrayList<>() : list;
    all.add(connection);
    return all;
  }
}
