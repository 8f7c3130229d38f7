package dev.leasehold.verticles.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/// Policies: `policy write`, `policy read`, `policy list`, `policy delete`, `policy fmt`.
@Command(
    name = "policy",
    description = "Write, read, list, delete and format policies.",
    subcommands = {
      PolicyCommand.Write.class,
      PolicyCommand.Read.class,
      PolicyCommand.Names.class,
      PolicyCommand.Delete.class,
      PolicyFmtCommand.class
    })
final class PolicyCommand {
  private static final String PATH = "sys/policies/acl";

  private static String name(String typed) {
    return typed.strip().toLowerCase(Locale.ROOT);
  }

  /// Writes a policy from a file, or from the input with `-`.
  @Command(name = "write", description = "Write a policy: NAME FILE, or NAME - for the input.")
  static final class Write extends ClientCommand {
    @Override
    int run() {
      List<String> given = arguments(2);
      String name = name(given.getFirst());
      String rules = rules(given.get(1).strip());
      ApiClient client = client();
      Json body = new Json.Members().with("policy", rules);
      attempt("Error uploading policy", () -> Found.of(client.write(PATH + "/" + name, body)));
      if (!name.equals(given.getFirst())) {
        printer()
            .warn(
                "Policy name was converted from \"%s\" to \"%s\""
                    .formatted(given.getFirst(), name));
      }
      printer().line("Success! Uploaded policy: " + name);
      return 0;
    }

    private String rules(String file) {
      try {
        byte[] text = file.equals("-") ? terminal().in().readAllBytes() : KeyValues.file(file);
        return new String(text, StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw CommandFailed.answered("Error opening policy file: " + e.getMessage());
      }
    }
  }

  /// Shows a policy's text.
  @Command(name = "read", description = "Show a policy.")
  static final class Read extends FormattedCommand {
    @Override
    int run() {
      String name = name(argument());
      ApiClient client = client();
      Answer answer =
          attempt("Error reading policy named " + name, () -> Found.of(find(client, name)))
              .answer();
      String rules = answer == null || answer.data() == null ? "" : answer.data().text("policy");
      if (rules.isEmpty()) {
        throw CommandFailed.answered("No policy named: " + name);
      }
      if (!printer().isTable()) {
        return printer().data(new Json.Members().with("policy", rules));
      }
      printer().line(rules.strip());
      return 0;
    }

    private static @Nullable Answer find(ApiClient client, String name) {
      return client.read(PATH + "/" + name, Map.of());
    }
  }

  /// Lists the policies' names in the order of the server.
  @Command(name = "list", description = "List the policies.")
  static final class Names extends FormattedCommand {
    @Override
    int run() {
      arguments(0);
      ApiClient client = client();
      Answer answer =
          attempt("Error listing policies", () -> Found.of(client.call(ApiCall.list(PATH))))
              .answer();
      if (answer == null || answer.data() == null) {
        throw CommandFailed.answered("Error listing policies: data from server response is empty");
      }
      List<String> names = answer.data().texts("keys");
      if (!printer().isTable()) {
        return printer().data(Json.texts(names));
      }
      names.forEach(printer()::line);
      return 0;
    }
  }

  /// Deletes a policy.
  @Command(name = "delete", description = "Delete a policy.")
  static final class Delete extends ClientCommand {
    @Override
    int run() {
      String name = name(argument());
      ApiClient client = client();
      attempt(
          "Error deleting " + name,
          () -> Found.of(client.call(ApiCall.of("DELETE", PATH + "/" + name))));
      printer().line("Success! Deleted policy: " + name);
      return 0;
    }
  }
}
