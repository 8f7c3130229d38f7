package dev.leasehold.verticles.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a reader may rely on in every Java file of every module, tests included.
final class TidyTest {
  private static final int MAX_LINES = 400;
  private static final int MAX_METHOD_LINES = 60;
  private static final int MAX_COLUMNS = 100;

  /// Written in pieces, so that this file may be looked at as well.
  private static final List<String> UNFINISHED = List.of("TO" + "DO", "FIX" + "ME", "// XX" + "X");

  private static final List<String> OF_ONE_MACHINE =
      List.of("/wo" + "rk/", "/ro" + "ot/", "\"/t" + "mp/", "/ho" + "me/", "/us" + "r/lib/");

  private static final List<Path> FILES = Sources.java();

  @Test
  void all_modules_are_looked_at() {
    for (String module : List.of("crypto", "events", "projections", "verticles")) {
      for (String kind : List.of("main", "test")) {
        Path part = Path.of(module, "src", kind);
        assertTrue(FILES.stream().anyMatch(file -> file.startsWith(part)), part.toString());
      }
    }
  }

  @Test
  void a_file_has_at_most_400_lines() {
    nothing(FILES.stream().filter(file -> lines(file).size() > MAX_LINES));
  }

  @Test
  void a_method_has_at_most_60_lines() throws IOException {
    nothing(Methods.longerThan(MAX_METHOD_LINES, FILES).stream());
  }

  @Test
  void a_line_of_code_has_at_most_100_columns() {
    nothing(where(Lines::ofCode, line -> line.codePointCount(0, line.length()) > MAX_COLUMNS));
  }

  @Test
  void nothing_is_left_to_be_done() {
    nothing(where(line -> UNFINISHED.stream().anyMatch(line::contains)));
  }

  @Test
  void no_file_knows_the_machine_that_it_was_written_on() {
    nothing(where(line -> OF_ONE_MACHINE.stream().anyMatch(line::contains)));
  }

  private static void nothing(Stream<?> found) {
    assertEquals("", String.join("\n", found.map(String::valueOf).toList()));
  }

  private static Stream<String> where(Predicate<String> bad) {
    return where(lines -> lines, bad);
  }

  private static Stream<String> where(UnaryOperator<List<String>> part, Predicate<String> bad) {
    return FILES.stream()
        .flatMap(file -> {
          List<String> lines = part.apply(lines(file));
          return IntStream.range(0, lines.size())
              .filter(i -> bad.test(lines.get(i)))
              .mapToObj(i -> file + ":" + (i + 1));
        });
  }

  private static List<String> lines(Path file) {
    return Sources.lines(file);
  }
}
