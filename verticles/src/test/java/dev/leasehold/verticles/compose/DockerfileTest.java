package dev.leasehold.verticles.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.compose.Dockerfile.Instruction;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What can be told of the image without building it.
final class DockerfileTest {
  private static final String TEXT = Stack.text(Stack.DOCKERFILE);
  private static final Dockerfile FILE = Dockerfile.parse(TEXT);

  @Test
  void the_image_keeps_our_rules() {
    assertEquals(List.of(), DockerfileRules.complaints(FILE));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("mistakes")
  void a_planted_mistake_is_found(String right, String wrong, String complaint) {
    assertTrue(TEXT.contains(right), "nothing to spoil: " + right);
    List<String> found = DockerfileRules.complaints(Dockerfile.parse(TEXT.replace(right, wrong)));
    assertTrue(
        found.stream().anyMatch(each -> each.contains(complaint)),
        () -> complaint + " is not in " + found);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("25.0.4_7-jre-noble", "latest", "base is not pinned"),
        Arguments.of("25.0.4_7-jre-noble", "25-jre", "base is not pinned"),
        Arguments.of("25.0.4_7-jre-noble", "21.0.8_9-jre-noble", "does not run on a JRE 25"),
        Arguments.of("USER 10001:10001\n", "", "runs as root"),
        Arguments.of("USER 10001:10001", "USER 0:0", "runs as root"),
        Arguments.of("USER 10001:10001", "USER leasehold", "nobody can check"),
        Arguments.of("HEALTHCHECK", "LABEL", "one HEALTHCHECK"),
        Arguments.of("ENTRYPOINT [\"leasehold\"]", "ENTRYPOINT leasehold", "one ENTRYPOINT"),
        Arguments.of("ENV VAULT_ADDR=", "ENV VAULT_TOKEN=root VAULT_ADDR=", "names a secret"),
        Arguments.of("COPY --from=build /build/leasehold ", "COPY leasehold ", "copies from the"),
        Arguments.of("COPY . .", "ADD . .", "not wanted here: ADD"));
  }

  @Test
  void what_is_copied_is_where_the_launcher_looks_for_it() {
    List<String> copied =
        FILE.lastStage().all("COPY").stream()
            .map(Instruction::plain)
            .map(words -> words.get(0) + " > " + words.get(1))
            .toList();
    assertEquals(
        List.of(
            "/build/leasehold > /opt/leasehold/leasehold",
            "/build/verticles/target/leasehold-verticles-*.jar > /opt/leasehold/verticles/target/",
            "/build/verticles/target/lib > /opt/leasehold/verticles/target/lib"),
        copied);
    String launcher = Stack.text("leasehold");
    assertTrue(launcher.contains("built=$root/verticles/target"), "the folder");
    assertTrue(launcher.contains("\"$built\"/leasehold-verticles-*.jar"), "the program");
    assertTrue(launcher.contains("\"$built/lib\""), "the libraries");
  }

  @Test
  void neither_history_nor_what_was_built_elsewhere_gets_into_the_image() {
    assertEquals(List.of(".git", "**/target"), Stack.text(".dockerignore").lines().toList());
  }

  @Test
  void the_state_is_in_a_volume_that_the_user_owns() {
    String volume = FILE.lastStage().all("VOLUME").getFirst().rest();
    String made = FILE.lastStage().all("RUN").getFirst().rest();
    assertTrue(made.contains("install -d -m 0700 -o leasehold -g leasehold " + volume), made);
    assertTrue(made.contains("useradd --uid 10001 --gid 10001"), made);
  }
}
