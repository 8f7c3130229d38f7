package dev.leasehold.verticles.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What we ask of the stack beyond the Compose specification, which allows nearly everything. For
/// one thread.
final class StackRules {
  /// A version with its parts, or a digest; what may be another image tomorrow is neither.
  private static final Pattern PINNED =
      Pattern.compile("[^:@]+:\\d+(\\.\\d+)+[^:@]*|[^@]+@sha256:[0-9a-f]{64}");

  private static final Pattern SECRET_NAME = Pattern.compile(".*(PASSWORD|TOKEN|SECRET|KEY).*");
  private static final Pattern SECRET_ARGUMENT =
      Pattern.compile("(?i).*(password|passwd|token|secret|\\bpwd\\b).*");
  private static final Pattern WITHOUT_DEFAULT = Pattern.compile("\\$\\{[A-Z_]+}|\\$[A-Z_]+");
  private static final Pattern NAMED_VOLUME = Pattern.compile("([a-z][a-z0-9_-]*):.*");
  private static final Pattern MOUNTED_FILE = Pattern.compile("\\./([^:]+):.*");

  private final ComposeFile file;
  private final Set<String> built = new HashSet<>();
  private final List<String> complaints = new ArrayList<>();

  private StackRules(ComposeFile file) {
    this.file = file;
  }

  /// What is against them, a line each.
  static List<String> complaints(ComposeFile file) {
    return new StackRules(file).judged();
  }

  private List<String> judged() {
    file.services()
        .forEach((name, service) -> {
          if (service.has("build")) {
            built.add(service.path("image").asText());
          }
        });
    file.services().forEach(this::judge);
    return List.copyOf(complaints);
  }

  private void judge(String name, JsonNode service) {
    boolean ours = built.contains(service.path("image").asText());
    image(name, service, ours);
    confinement(name, service, ours);
    ports(name, service);
    health(name, service, ours);
    dependencies(name, service);
    volumes(name, service);
    secrets(name, service);
  }

  private void image(String name, JsonNode service, boolean ours) {
    String image = service.path("image").asText();
    require(ours || PINNED.matcher(image).matches(), name, "image is not pinned: " + image);
    boolean builds = service.has("build");
    require(
        !ours || builds || "never".equals(service.path("pull_policy").asText()),
        name,
        "pulls what is built here");
  }

  private void confinement(String name, JsonNode service, boolean ours) {
    require(
        ComposeFile.texts(service.path("security_opt")).contains("no-new-privileges:true"),
        name,
        "may gain privileges");
    require(!service.path("privileged").asBoolean(), name, "is privileged");
    require(!service.has("cap_add"), name, "adds capabilities");
    for (String space : List.of("network_mode", "pid", "ipc", "userns_mode")) {
      require(!"host".equals(service.path(space).asText()), name, space + " is the host's");
    }
    if (ours) {
      require(service.path("read_only").asBoolean(), name, "root file system may be written");
      require(
          ComposeFile.texts(service.path("cap_drop")).contains("ALL"), name, "has capabilities");
    }
  }

  private void ports(String name, JsonNode service) {
    for (JsonNode port : service.path("ports")) {
      boolean loopback =
          port.isObject()
              ? "127.0.0.1".equals(port.path("host_ip").asText())
              : port.asText().startsWith("127.0.0.1:");
      require(loopback, name, "is open to the network: " + port);
    }
  }

  /// Our own image brings a check of the server, which fits no other command than the server's.
  private void health(String name, JsonNode service, boolean ours) {
    boolean checked = service.path("healthcheck").has("test");
    boolean asBuilt = ours && !service.has("command") && !service.has("entrypoint");
    boolean once =
        isAwaitedByNobody(name) && service.path("healthcheck").path("disable").asBoolean();
    require(checked || asBuilt || once, name, "has no health check");
  }

  private boolean isAwaitedByNobody(String name) {
    return file.services().values().stream().noneMatch(other -> other.path("depends_on").has(name));
  }

  private void dependencies(String name, JsonNode service) {
    for (Map.Entry<String, JsonNode> each :
        ComposeFile.members(service.path("depends_on")).entrySet()) {
      require(file.services().containsKey(each.getKey()), name, "awaits nobody: " + each.getKey());
      require(
          "service_healthy".equals(each.getValue().path("condition").asText()),
          name,
          "does not wait until " + each.getKey() + " is healthy");
    }
    String mode = service.path("network_mode").asText();
    if (mode.startsWith("service:")) {
      String host = mode.substring("service:".length());
      require(file.services().containsKey(host), name, "is in the network of nobody: " + host);
    }
  }

  private void volumes(String name, JsonNode service) {
    for (String volume : ComposeFile.texts(service.path("volumes"))) {
      Matcher named = NAMED_VOLUME.matcher(volume);
      Matcher mounted = MOUNTED_FILE.matcher(volume);
      if (named.matches()) {
        require(
            file.root().path("volumes").has(named.group(1)), name, "has no such volume: " + volume);
      } else if (mounted.matches()) {
        require(
            Files.isRegularFile(Stack.path("compose/" + mounted.group(1))),
            name,
            "mounts what is not there: " + volume);
        require(volume.endsWith(":ro"), name, "may write to the host: " + volume);
      } else {
        complaints.add(name + ": mounts a part of the host: " + volume);
      }
    }
  }

  private void secrets(String name, JsonNode service) {
    List<String> arguments = new ArrayList<>(ComposeFile.texts(service.path("command")));
    arguments.addAll(ComposeFile.texts(service.path("entrypoint")));
    arguments.addAll(ComposeFile.texts(service.path("healthcheck").path("test")));
    Map<String, String> environment = file.environment(name);
    for (String argument : arguments) {
      boolean told =
          SECRET_ARGUMENT.matcher(argument).matches()
              || environment.entrySet().stream()
                  .anyMatch(each ->
                      SECRET_NAME.matcher(each.getKey()).matches()
                          && ComposeFile.resolved(argument).contains(each.getValue()));
      require(!told, name, "shows a secret in its arguments");
    }
    environment.forEach((variable, value) ->
        require(
            !WITHOUT_DEFAULT.matcher(value).find(), name, variable + " needs a value to start"));
  }

  private void require(boolean kept, String name, String complaint) {
    if (!kept) {
      complaints.add(name + ": " + complaint);
    }
  }
}
