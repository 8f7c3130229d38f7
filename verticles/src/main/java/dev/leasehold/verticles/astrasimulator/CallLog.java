package dev.leasehold.verticles.astrasimulator;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The latest calls, as many as fit. No token enters it: credentials in headers become
/// fingerprints, and what looks like a token elsewhere is masked. For one thread.
final class CallLog {
  private static final int MOST_CALLS = 10_000;

  /// A creation with twenty roles is a fifth of this.
  private static final int LONGEST_BODY = 4096;

  private static final Pattern TOKEN = Pattern.compile("AstraCS:[^\"\\s]*");
  private static final String MASK = "AstraCS:***";

  private final Deque<LoggedCall> calls = new ArrayDeque<>();
  private final InstantSource clock;
  private long count;

  CallLog(InstantSource clock) {
    this.clock = clock;
  }

  void add(ApiCall call, HttpServerRequest in, String body, String fault) {
    if (calls.size() == MOST_CALLS) {
      calls.removeFirst();
    }
    String start = body.substring(0, Math.min(body.length(), LONGEST_BODY));
    calls.addLast(
        new LoggedCall(
            ++count,
            clock.instant(),
            call,
            in.method().name(),
            masked(in.uri()),
            headers(in.headers()),
            masked(start),
            fault));
  }

  void clear() {
    calls.clear();
    count = 0;
  }

  List<LoggedCall> all() {
    return List.copyOf(calls);
  }

  /// How many there were that are not kept any more.
  long forgotten() {
    return count - calls.size();
  }

  private static String masked(String text) {
    return TOKEN.matcher(text).replaceAll(MASK);
  }

  private static Map<String, List<String>> headers(MultiMap given) {
    Map<String, List<String>> headers = new HashMap<>();
    given.forEach((name, value) -> {
      String key = name.toLowerCase(Locale.ROOT);
      headers.computeIfAbsent(key, _ -> new ArrayList<>()).add(shown(key, value));
    });
    return headers;
  }

  private static String shown(String name, String value) {
    return name.equals("authorization")
        ? Fingerprint.ofHeader(value).text()
        : name.contains("auth") || name.contains("cookie") ? "***" : masked(value);
  }
}
