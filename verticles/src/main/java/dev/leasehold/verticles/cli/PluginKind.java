package dev.leasehold.verticles.cli;

import java.util.List;

/// The types of plugins in the catalog.
final class PluginKind {
  /// All of them, as the API names them.
  static final List<String> ALL = List.of("auth", "database", "secret");

  private PluginKind() {}

  /// Returns the type that a person typed; empty where it is not known.
  ///
  /// @param lead what to say before the reason, where there is no such type
  static String named(String typed, String lead) {
    String name = typed.strip();
    if (name.equals("unknown")) {
      return "";
    }
    if (!ALL.contains(name)) {
      throw CommandFailed.answered(lead + GoText.quote(name) + " is not a supported plugin type");
    }
    return name;
  }

  /// Returns the API path of a plugin: of old, without its type.
  static String path(String type, String name) {
    return "sys/plugins/catalog/" + (type.isEmpty() ? "" : type + "/") + name;
  }
}
