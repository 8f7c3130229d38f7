package dev.leasehold.verticles.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.transcript.Wire;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Clients that are slow, greedy or gone, and those that are only fast.
class ClientsThatMisbehaveTest {
  private static final String HEAD = " HTTP/1.1\r\nHost: x\r\n";

  @Test
  void a_connection_serves_one_request_after_the_other() throws Exception {
    try (Room room = new Room();
        Wire wire = room.wire()) {
      for (int i = 0; i < 3; i++) {
        wire.send("GET /v1/a" + i + HEAD + "\r\n");
        assertEquals(200, wire.receive().status());
        assertEquals("a" + i, room.last().path());
      }
    }
  }

  @Test
  void pipelined_requests_are_answered_in_their_order_though_handled_late() throws Exception {
    try (Room room = new Room();
        Wire wire = room.wire()) {
      room.doorway =
          request -> {
            Promise<Answered> later = Promise.promise();
            long millis = request.path().equals("a") ? 50 : 1;
            room.vertx.setTimer(
                millis,
                id ->
                    later.complete(
                        new Answered.Done(Response.bare(Map.of("path", request.path())))));
            return later.future();
          };
      wire.send(
          ("GET /v1/a" + HEAD + "\r\n")
              + ("POST /v1/b" + HEAD + "Content-Length: 2\r\n\r\n{}")
              + ("GET /v2/c" + HEAD + "\r\n")
              + ("GET /v1/d" + HEAD + "\r\n"));
      assertEquals("{\"path\":\"a\"}\n", wire.receive().body());
      assertEquals("{\"path\":\"b\"}\n", wire.receive().body());
      assertEquals(404, wire.receive().status());
      assertEquals("{\"path\":\"d\"}\n", wire.receive().body());
    }
  }

  @Test
  void a_body_of_a_refused_request_does_not_become_the_next_request() throws Exception {
    try (Room room = new Room();
        Wire wire = room.wire()) {
      String evil = "GET /v1/evil HTTP/1.1\r\nHost: x\r\n\r\n";
      wire.send("POST /v2/x" + HEAD + "Content-Length: " + evil.length() + "\r\n\r\n" + evil);
      assertEquals(404, wire.receive().status());
      wire.send("DELETE /v1/a" + HEAD + "Content-Length: " + evil.length() + "\r\n\r\n" + evil);
      assertEquals(200, wire.receive().status());
      assertEquals("a", room.last().path());
      wire.send("GET /v1/b" + HEAD + "\r\n");
      assertEquals(200, wire.receive().status());
      assertEquals("b", room.last().path());
    }
  }

  @Test
  void T10_a_body_that_says_it_is_too_large_is_refused_before_it_comes() throws Exception {
    try (Room room = new Room();
        Wire wire = room.wire()) {
      wire.send(
          "POST /v1/a"
              + HEAD
              + "Content-Length: "
              + (RequestReader.MAX_BODY_BYTES + 1)
              + "\r\n\r\n");
      Wire.Reply reply = wire.receive();
      assertEquals(413, reply.status());
      assertEquals("{\"errors\":[\"error parsing JSON\"]}\n", reply.body());
      assertTrue(wire.closed());
      assertTrue(room.seen.isEmpty());
    }
  }

  @Test
  void T10_a_chunked_body_is_refused_when_it_passes_the_limit() throws Exception {
    try (Room room = new Room();
        Wire wire = room.wire()) {
      wire.send("POST /v1/a" + HEAD + "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n");
      byte[] blanks = new byte[1 << 20];
      Arrays.fill(blanks, (byte) ' ');
      for (int i = 0; i < 31; i++) {
        wire.send("100000\r\n").send(blanks).send("\r\n");
      }
      wire.send("0FFFF9\r\n").send(Arrays.copyOf(blanks, 0xffff9)).send("\r\n");
      wire.send("1\r\n \r\n");
      assertEquals(413, wire.receive().status());
      assertTrue(wire.closed());
      assertTrue(room.seen.isEmpty());
    }
  }

  @Test
  void a_body_of_the_greatest_size_is_read() throws Exception {
    try (Room room = new Room();
        Wire wire = room.wire()) {
      byte[] body = new byte[RequestReader.MAX_BODY_BYTES];
      Arrays.fill(body, (byte) 'x');
      System.arraycopy("{\"a\":\"".getBytes(StandardCharsets.US_ASCII), 0, body, 0, 6);
      System.arraycopy("\"}".getBytes(StandardCharsets.US_ASCII), 0, body, body.length - 2, 2);
      wire.send("POST /v1/a" + HEAD + "Content-Length: " + body.length + "\r\n\r\n").send(body);
      assertEquals(200, wire.receive().status());
      assertEquals(body.length - 8, String.valueOf(room.last().data().get("a")).length());
    }
  }

  @Test
  void T10_a_slow_body_is_given_up() throws Exception {
    try (Room room = new Room(waiting(5000, 200, 5000));
        Wire wire = room.wire()) {
      wire.send("POST /v1/a" + HEAD + "Content-Length: 10\r\n\r\n{\"a\"");
      assertEquals(408, wire.receive().status());
      assertTrue(wire.closed());
      assertTrue(room.seen.isEmpty());
    }
  }

  @Test
  void T10_a_slow_head_is_given_up() throws Exception {
    try (Room room = new Room(waiting(200, 5000, 60_000));
        Wire wire = room.wire()) {
      wire.send("GET /v1/a HTT");
      assertTrue(wire.closed());
    }
  }

  @Test
  void an_idle_connection_is_closed_but_not_one_that_waits_for_us() throws Exception {
    try (Room room = new Room(waiting(200, 5000, 300));
        Wire wire = room.wire()) {
      room.doorway =
          request -> {
            Promise<Answered> later = Promise.promise();
            room.vertx.setTimer(900, id -> later.complete(new Answered.Done(Response.nothing())));
            return later.future();
          };
      wire.send("GET /v1/a" + HEAD + "\r\n");
      assertEquals(204, wire.receive().status());
      assertTrue(wire.closed());
    }
  }

  @Test
  void a_client_that_leaves_before_its_answer_harms_nobody() throws Exception {
    try (Room room = new Room()) {
      Promise<Answered> never = Promise.promise();
      Doorway usual = room.doorway;
      room.doorway = request -> never.future();
      try (Wire wire = room.wire()) {
        wire.send("GET /v1/a" + HEAD + "\r\n");
        room.last();
      }
      try (Wire wire = room.wire()) {
        wire.send("POST /v1/a" + HEAD + "Content-Length: 10\r\n\r\n{\"a\"");
      }
      room.doorway = usual;
      assertEquals(200, room.get("/v1/b").status());
      never.complete(new Answered.Done(Response.of(Map.of("late", true))));
      assertEquals(200, room.get("/v1/c").status());
    }
  }

  @Test
  void an_answer_completed_elsewhere_is_written_all_the_same() throws Exception {
    try (Room room = new Room()) {
      room.doorway =
          request -> {
            Promise<Answered> elsewhere = Promise.promise();
            Thread.ofVirtual()
                .start(() -> elsewhere.complete(new Answered.Done(Response.nothing())));
            return elsewhere.future();
          };
      assertEquals(204, room.get("/v1/a").status());
    }
  }

  @Test
  void T10_an_endless_request_line_is_refused() throws Exception {
    try (Room room = new Room()) {
      assertEquals(414, room.get("/v1/" + "a".repeat(20_000)).status());
      assertEquals(200, room.get("/v1/" + "a".repeat(10_000)).status());
    }
  }

  private static Listener waiting(long first, long body, long idle) {
    return Listener.tcp("127.0.0.1", 0)
        .waiting(
            new Listener.Timeouts(
                Duration.ofMillis(first), Duration.ofMillis(body), Duration.ofMillis(idle)));
  }
}
