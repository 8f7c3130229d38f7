package dev.leasehold.verticles.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A conversation over real HTTP: requests in their order, each with the answer that it must get.
///
/// ```text
/// # A line that begins with one hash is a remark.
/// ### a sentence that says what is shown
/// PUT /v1/auth/token/create            method and target, sent as they stand
/// X-Vault-Token: {{root_token}}        headers, until an empty line; Host and Content-Length
///                                      are added
///
/// {"ttl":"1h"}                         the body, until the arrow; none is no body
///
/// => 200                               the status
/// Cache-Control: no-store              headers that must be there, until an empty line
///
/// {"auth":{"client_token":"{{child}}","lease_duration":3600,"...":"*"},"...":"*"}
/// ```
///
/// `{{name}}` stands for a variable: given from outside, as `{{root_token}}`, or captured where an
/// expected value is `"{{name}}"` and the name has no value yet. In an expected body `"*"` is any
/// value, and a member `"..."` lets an object have more members than are written; else objects must
/// have just these members, in any order, and lists these items, in this order. A number is equal
/// to another of the same value. A body that is no JSON object is compared as text, and `*` alone
/// is any body. An expected header `Name: *` must be there, `Name: -` must not.
public final class Transcript {
  private static final String TITLE = "### ";
  private static final String ARROW = "=> ";

  private final List<Exchange> exchanges;

  private record Exchange(
      String title,
      int line,
      String request,
      Map<String, String> headers,
      String body,
      int status,
      Map<String, String> expectedHeaders,
      String expectedBody) {}

  private Transcript(List<Exchange> exchanges) {
    this.exchanges = exchanges;
  }

  /// Reads the text of a transcript; a bad one is an `IllegalArgumentException` with its line.
  public static Transcript parse(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    List<Exchange> exchanges = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      if (!lines.get(at).startsWith(TITLE)) {
        if (!lines.get(at).isBlank() && !lines.get(at).startsWith("#")) {
          throw new IllegalArgumentException("line " + (at + 1) + " belongs to no request");
        }
        at++;
        continue;
      }
      int end = at + 1;
      while (end < lines.size() && !lines.get(end).startsWith(TITLE)) {
        end++;
      }
      exchanges.add(exchange(lines.subList(at, end), at + 1));
      at = end;
    }
    return new Transcript(exchanges);
  }

  /// Plays it on one connection; variables grow by what is captured. Throws `AssertionError` with
  /// the title and the line of the first request whose answer differs.
  public void play(String host, int port, Map<String, String> variables) throws IOException {
    try (Wire wire = new Wire(host, port)) {
      for (Exchange exchange : exchanges) {
        String where = "line " + exchange.line() + ", " + exchange.title();
        Wire.Reply reply = ask(wire, exchange, variables);
        expect(where + ": status", String.valueOf(exchange.status()), reply, reply.status());
        checkHeaders(where, exchange.expectedHeaders(), reply);
        Expectation.of(exchange.expectedBody(), variables).check(where, reply.body());
      }
    }
  }

  private static Wire.Reply ask(Wire wire, Exchange exchange, Map<String, String> variables)
      throws IOException {
    String request = Expectation.filled(exchange.request(), variables);
    byte[] body = Expectation.filled(exchange.body(), variables).getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(request).append(" HTTP/1.1\r\nHost: transcript\r\n");
    exchange
        .headers()
        .forEach((name, value) ->
            head.append(name)
                .append(": ")
                .append(Expectation.filled(value, variables))
                .append("\r\n"));
    if (body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    wire.send(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8)).send(body);
    return wire.receive(!request.startsWith("HEAD "));
  }

  private static void checkHeaders(String where, Map<String, String> expected, Wire.Reply reply) {
    expected.forEach((name, value) -> {
      String actual = reply.headers().getOrDefault(name.toLowerCase(Locale.ROOT), "-");
      if (!(value.equals("*") && !actual.equals("-"))) {
        expect(where + ": header " + name, value, reply, actual);
      }
    });
  }

  private static void expect(String where, String expected, Wire.Reply reply, Object actual) {
    if (!expected.equals(String.valueOf(actual))) {
      throw new AssertionError(
          where + ": expected " + expected + " but got " + actual + "\n" + reply.body());
    }
  }

  private static Exchange exchange(List<String> lines, int first) {
    int arrow = -1;
    for (int i = 1; i < lines.size() && arrow < 0; i++) {
      arrow = lines.get(i).startsWith(ARROW) ? i : -1;
    }
    if (arrow < 2) {
      throw new IllegalArgumentException("line " + first + " begins no request with an answer");
    }
    Part asked = part(lines.subList(2, arrow));
    Part expected = part(lines.subList(arrow + 1, lines.size()));
    return new Exchange(
        lines.getFirst().substring(TITLE.length()),
        first,
        lines.get(1),
        asked.headers(),
        asked.body(),
        Integer.parseInt(lines.get(arrow).substring(ARROW.length()).strip()),
        expected.headers(),
        expected.body());
  }

  private record Part(Map<String, String> headers, String body) {}

  private static Part part(List<String> lines) {
    Map<String, String> headers = new TreeMap<>();
    int at = 0;
    while (at < lines.size() && !lines.get(at).isBlank()) {
      int colon = lines.get(at).indexOf(':');
      headers.put(lines.get(at).substring(0, colon), lines.get(at).substring(colon + 1).strip());
      at++;
    }
    List<String> body = lines.subList(at, lines.size());
    return new Part(
        headers,
        String.join("\n", body.stream().filter(line -> !line.startsWith("# ")).toList()).strip());
  }
}
