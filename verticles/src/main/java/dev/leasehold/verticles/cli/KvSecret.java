package dev.leasehold.verticles.cli;

import java.util.List;
import java.util.Map;

/// A version of a secret as a command finds it before it writes a new one.
///
/// @param answer the data of the server's answer, whose parts are looked at when they are asked for
/// @param verb the command, for the texts
record KvSecret(Json.Members answer, String path, String verb) {
  /// Reads a secret that must exist.
  ///
  /// @param version the version to read, or 0 for the newest
  /// @throws CommandFailed if it is not there
  static KvSecret read(ApiClient client, String path, int version, String verb) {
    Map<String, List<String>> query =
        version > 0 ? Map.of("version", List.of(Integer.toString(version))) : Map.of();
    Answer answer =
        ClientCommand.attempt(
                "Error doing pre-read at " + path, () -> Found.of(client.read(path, query)))
            .answer();
    if (answer == null || answer.data() == null) {
      throw CommandFailed.answered("No value found at " + path);
    }
    return new KvSecret(answer.data(), path, verb);
  }

  /// Returns what is known of the version.
  Json.Members metadata() {
    return part("metadata", "Metadata");
  }

  /// Returns what the version holds.
  Json.Members data() {
    return part("data", "Data");
  }

  /// Returns the version's number as the server wrote it.
  Json version() {
    Json version = metadata().member("version");
    return version == null ? new Json.Null() : version;
  }

  /// Returns the body that writes data if that version is still the newest.
  static Json body(Json.Members data, Json version) {
    return new Json.Members()
        .with("data", data)
        .with("options", new Json.Members().with("cas", version));
  }

  private Json.Members part(String name, String title) {
    Json part = answer.member(name);
    if (part == null) {
      throw CommandFailed.answered(
          "No %s found at %s; %s only works on existing data".formatted(name, path, verb));
    }
    if (!(part instanceof Json.Members members)) {
      throw CommandFailed.answered(
          "%s found at %s is not the expected type (JSON object)".formatted(title, path));
    }
    return members;
  }
}
