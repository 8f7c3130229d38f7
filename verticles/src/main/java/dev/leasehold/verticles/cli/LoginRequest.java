package dev.leasehold.verticles.cli;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The request by which a method logs in: where it goes and what it carries. Some methods get the
/// pairs as they are, at `auth/PATH/login`.
record LoginRequest(
    LoginCommand command, ApiClient client, String kind, String path, Map<String, String> values) {
  /// Why nobody could be asked.
  static final String NOT_A_TERMINAL = "file descriptor 0 is not a terminal";

  private static final int NONCE_LENGTH = 20;

  private static final Set<String> METHODS =
      Set.of("token", "userpass", "radius", "ldap", "okta", "github", "approle", "app-id", "cert");

  /// Refuses a method that nobody knows before anything secret is sent to its path.
  ///
  /// @throws CommandFailed if there is no such method
  static void check(String kind) {
    if (!METHODS.contains(kind)) {
      throw CommandFailed.usage(
          GoText.wrap(
              ("Unknown auth method: %s. Use \"vault auth list\" to see the complete list of auth"
                      + " methods. Additionally, some auth methods are only available via the HTTP"
                      + " API.")
                  .formatted(kind)));
    }
  }

  /// Asks for what is missing and sends the request; null where the answer is empty.
  @Nullable Answer send() {
    return switch (kind) {
      case "userpass", "radius" -> byPassword(named("'username' must be specified"));
      case "ldap" -> byDirectory();
      case "okta" -> byOkta(named("'username' var must be set"));
      case "github" -> byGitHub();
      default -> byAnythingElse();
    };
  }

  private String login() {
    String mount = values.getOrDefault("mount", "");
    return "auth/" + (!mount.isEmpty() ? mount : path.isEmpty() ? kind : path) + "/login";
  }

  private String named(String otherwise) {
    String name = values.getOrDefault("username", "");
    if (name.isEmpty()) {
      throw CommandFailed.answered("Error authenticating: " + otherwise);
    }
    return name;
  }

  private @Nullable Answer byPassword(String name) {
    return client.write(login() + "/" + name, new Json.Members().with("password", password("")));
  }

  private String password(String known) {
    String password = values.getOrDefault("password", "");
    return !password.isEmpty()
        ? password
        : known.isEmpty() ? command.ask("Password", NOT_A_TERMINAL) : known;
  }

  private @Nullable Answer byDirectory() {
    String name = values.getOrDefault("username", "");
    for (String variable : new String[] {"LOGNAME", "USER"}) {
      name = name.isEmpty() ? environment(variable) : name;
    }
    if (name.isEmpty()) {
      throw CommandFailed.answered(
          "Error authenticating: 'username' not supplied and neither 'LOGNAME' nor 'USER' env vars"
              + " set");
    }
    String password = password(command.terminal().setting("LDAP_PASSWORD"));
    return client.write(login() + "/" + name, new Json.Members().with("password", password));
  }

  /// While the server waits for the person's telephone, the number to tap is looked for.
  private @Nullable Answer byOkta(String name) {
    String nonce = command.surroundings().entropy().base62(NONCE_LENGTH);
    Json.Members body = new Json.Members().with("password", password(""));
    for (String member : new String[] {"totp", "provider"}) {
      if (values.containsKey(member)) {
        body.with(member, values.get(member));
      }
    }
    body.with("nonce", nonce);
    String login = login();
    String verify = login.replaceFirst("login$", "verify/") + nonce;
    try (OktaNumber _ = OktaNumber.showing(command.terminal(), client, verify)) {
      return client.write(login + "/" + name, body);
    }
  }

  private @Nullable Answer byGitHub() {
    String token = values.getOrDefault("token", "");
    token = token.isEmpty() ? command.terminal().setting("AUTH_GITHUB_TOKEN") : token;
    token =
        token.isEmpty()
            ? command.ask("GitHub Personal Access Token", LoginCommand.NO_TERMINAL)
            : token;
    return client.write(login(), new Json.Members().with("token", token.strip()));
  }

  private @Nullable Answer byAnythingElse() {
    Json.Members body = new Json.Members();
    values.forEach(body::with);
    body.values().remove("mount");
    return client.write(login(), body);
  }

  private String environment(String variable) {
    return command.terminal().environment().getOrDefault(variable, "");
  }
}
