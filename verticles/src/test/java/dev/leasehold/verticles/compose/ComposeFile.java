package dev.leasehold.verticles.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// A Compose file, with its anchors merged as Compose does it. Immutable.
public record ComposeFile(JsonNode root) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(?::-([^}]*))?}|\\$\\$");

  /// The one of the stack.
  public static ComposeFile ofTheStack() {
    return parse(Stack.text(Stack.COMPOSE_FILE));
  }

  /// Reads YAML in which no key stands twice.
  static ComposeFile parse(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object read = new Yaml(new SafeConstructor(options)).load(yaml);
    return new ComposeFile(new ObjectMapper().valueToTree(read));
  }

  /// The services by name, in their order.
  Map<String, JsonNode> services() {
    return members(root.path("services"));
  }

  JsonNode service(String name) {
    JsonNode service = root.path("services").path(name);
    if (service.isMissingNode()) {
      throw new IllegalArgumentException("no service " + name);
    }
    return service;
  }

  /// The environment that a service is given where nobody sets a variable: with the defaults.
  public Map<String, String> environment(String service) {
    return members(service(service).path("environment")).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each -> resolved(each.getValue().asText()),
                (one, other) -> other,
                TreeMap::new));
  }

  /// The arguments that a service is started with.
  public List<String> command(String service) {
    return texts(service(service).path("command"));
  }

  /// The text with the defaults of its variables; one that has none stays as it is.
  static String resolved(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> {
          String otherwise = found.group(2);
          boolean literal = found.group().equals("$$");
          return Matcher.quoteReplacement(
              literal ? "$" : otherwise == null ? found.group() : otherwise);
        });
  }

  static Map<String, JsonNode> members(JsonNode object) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    object.properties().forEach(each -> members.put(each.getKey(), each.getValue()));
    return members;
  }

  /// The texts of a list, or the one text.
  static List<String> texts(JsonNode node) {
    return node.isTextual()
        ? List.of(node.asText())
        : StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList();
  }
}
