package dev.leasehold.verticles.compose;

import dev.leasehold.verticles.compose.Dockerfile.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What we ask of the image: bases that stay what they are, a JRE 25 and no more to run on, a user
/// without rights, a health check, no shell between the engine and the program, no secret.
final class DockerfileRules {
  private static final Set<String> KEYWORDS =
      Set.of(
          "FROM",
          "WORKDIR",
          "COPY",
          "RUN",
          "USER",
          "ENV",
          "VOLUME",
          "EXPOSE",
          "HEALTHCHECK",
          "ENTRYPOINT",
          "CMD");
  private static final Pattern PINNED =
      Pattern.compile("[^:@]+:\\d+(\\.\\d+){2}[^:@]*|[^@]+@sha256:[0-9a-f]{64}");
  private static final Pattern NUMERIC_USER = Pattern.compile("([1-9]\\d*):[1-9]\\d*");
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|passwd|secret|token|private_key).*");
  private static final Pattern EXEC_FORM = Pattern.compile("(?:--\\S+\\s+)*(?:CMD\\s+)?\\[.*]");

  private DockerfileRules() {}

  /// What is against them, a line each.
  static List<String> complaints(Dockerfile file) {
    List<String> complaints = new ArrayList<>();
    for (Instruction each : file.instructions()) {
      if (!KEYWORDS.contains(each.keyword())) {
        complaints.add("not wanted here: " + each.keyword());
      }
      if (SECRET.matcher(each.rest()).matches()) {
        complaints.add(each.keyword() + " names a secret");
      }
    }
    for (Instruction from : file.all("FROM")) {
      if (!PINNED.matcher(from.plain().getFirst()).matches()) {
        complaints.add("base is not pinned: " + from.rest());
      }
    }
    runs(file.lastStage(), complaints);
    return List.copyOf(complaints);
  }

  private static void runs(Dockerfile last, List<String> complaints) {
    if (!last.instructions().getFirst().rest().contains(":25.")
        || !last.instructions().getFirst().rest().contains("-jre")) {
      complaints.add("does not run on a JRE 25");
    }
    List<Instruction> users = last.all("USER");
    if (users.isEmpty() || !NUMERIC_USER.matcher(users.getLast().rest()).matches()) {
      complaints.add("runs as root, or as a user whose number nobody can check");
    }
    for (String keyword : List.of("HEALTHCHECK", "ENTRYPOINT", "CMD")) {
      List<Instruction> found = last.all(keyword);
      if (found.size() != 1 || !EXEC_FORM.matcher(found.getFirst().rest()).matches()) {
        complaints.add("there must be one " + keyword + ", as a list");
      }
    }
    for (Instruction copy : last.all("COPY")) {
      if (!copy.hasFlag("--from=")) {
        complaints.add("copies from the sources into what runs: " + copy.rest());
      }
    }
  }
}
