package dev.leasehold.verticles.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.transcript.Transcript;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What transcripts accept and, above all, what they do not.
class TranscriptTest {
  private static final String ASKED =
      "### it answers\nPUT /v1/kv/{{name}}\nX-A: {{b}}\n\n{\"x\":1}\n\n=> ";

  @Test
  void an_answer_that_is_as_written_is_accepted_and_captured() throws Exception {
    Map<String, String> variables = new HashMap<>(Map.of("name", "n", "b", "c"));
    play(
        "# a remark\n\n"
            + ASKED
            + "200\nCache-Control: no-store\nContent-Type: *\nX-No: -\n\n"
            + "{\"id\":\"{{id}}\",\n\"path\":\"kv/{{name}}\",\"more\":{\"a\":1.0,\"...\":\"*\"},"
            + "\"list\":[1,\"*\"]}\n"
            + ASKED
            + "200\n\n{\"id\":\"{{id}}\",\"...\":\"*\"}\n"
            + ASKED
            + "200\n\n*\n",
        variables);

    assertEquals("i1", variables.get("id"));
  }

  @Test
  void any_difference_is_told() {
    List<String> different =
        List.of(
            "201\n\n*",
            "200\nX-No: *\n\n*",
            "200\nCache-Control: -\n\n*",
            "200\nCache-Control: store\n\n*",
            "200\n\n{}",
            "200\n\n",
            "200\n\ntext",
            "200\n\n{\"id\":\"other\",\"...\":\"*\"}",
            "200\n\n{\"id\":1,\"...\":\"*\"}",
            "200\n\n{\"id\":null,\"...\":\"*\"}",
            "200\n\n{\"none\":\"*\",\"...\":\"*\"}",
            "200\n\n{\"list\":[1],\"...\":\"*\"}",
            "200\n\n{\"list\":[1,2,3],\"...\":\"*\"}",
            "200\n\n{\"list\":[2,2],\"...\":\"*\"}",
            "200\n\n{\"list\":{},\"...\":\"*\"}",
            "200\n\n{\"more\":{\"a\":1},\"...\":\"*\"}",
            "200\n\n{\"more\":[],\"...\":\"*\"}");
    for (String expected : different) {
      AssertionError error =
          assertThrows(
              AssertionError.class,
              () -> play(ASKED + expected, new HashMap<>(Map.of("name", "n", "b", "c"))),
              expected);
      assertTrue(String.valueOf(error.getMessage()).startsWith("line 1, it answers"), expected);
    }
  }

  @Test
  void a_transcript_that_makes_no_sense_is_refused() {
    for (String text : List.of("GET /v1/x\n=> 200", "### t\nGET /v1/x", "### t\n=> 200")) {
      assertThrows(IllegalArgumentException.class, () -> Transcript.parse(text), text);
    }
    assertThrows(IllegalArgumentException.class, () -> play(ASKED + "200\n\n*", new HashMap<>()));
  }

  private static void play(String text, Map<String, String> variables) throws Exception {
    try (Room room = new Room()) {
      room.doorway =
          request ->
              Future.succeededFuture(
                  new Answered.Done(
                      Response.bare(
                          Map.of(
                              "id",
                              "i1",
                              "path",
                              request.path(),
                              "more",
                              Map.of("a", 1, "b", 2),
                              "list",
                              List.of(1, 2)))));
      Transcript.parse(text).play("127.0.0.1", room.port(), variables);
    }
  }
}
