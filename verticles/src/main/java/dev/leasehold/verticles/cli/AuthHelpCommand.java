package dev.leasehold.verticles.cli;

import java.util.Map;
import picocli.CommandLine.Command;

/// Says how to log in by a method: `auth help TYPE`, or `auth help PATH` for where it is enabled.
@Command(name = "help", description = "Say how to log in by an auth method.")
final class AuthHelpCommand extends ClientCommand {
  private static final Map<String, String> METHODS =
      Map.of(
          "token",
          """
          Usage: vault login TOKEN [lookup=false]

            Logs in with a token that exists. With lookup=false the server is not asked about it.
            Without TOKEN it is asked for without echo; "-" reads it from the input.\
          """,
          "userpass",
          """
          Usage: vault login -method=userpass username=NAME [password=WORD] [mount=PATH]

            Logs in as a user that the method keeps. Without a password it is asked for without
            echo; "password=-" reads it from the input.\
          """,
          "okta",
          """
          Usage: vault login -method=okta username=NAME [password=WORD] [totp=CODE] [mount=PATH]

            Logs in as a user of Okta. Without a password it is asked for without echo;
            "password=-" reads it from the input. Okta may ask for a second factor.\
          """,
          "github",
          """
          Usage: vault login -method=github [token=TOKEN] [mount=PATH]

            Logs in with a personal access token of GitHub: of the line, else of the environment's
            VAULT_AUTH_GITHUB_TOKEN, else it is asked for without echo.\
          """);

  @Override
  int run() {
    String type = argument().strip();
    ApiClient client = client();
    if (!METHODS.containsKey(type)) {
      String mount = GoPath.withEndSlash(GoPath.sanitize(argument()));
      Json.Members enabled =
          attempt("Error listing auth methods", () -> client.data(ApiCall.of("GET", "sys/auth")));
      Json.Members found = enabled.object(mount);
      if (found == null) {
        throw CommandFailed.usage(
            "No auth method available on the server at " + GoText.quote(mount));
      }
      type = found.text("type");
    }
    String help = METHODS.get(type);
    if (help == null) {
      throw CommandFailed.answered(
          GoText.wrap(
              "No method-specific CLI handler available for auth method "
                  + GoText.quote(argument().strip())));
    }
    printer().line(help);
    return 0;
  }
}
