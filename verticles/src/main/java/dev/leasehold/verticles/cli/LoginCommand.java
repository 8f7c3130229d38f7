package dev.leasehold.verticles.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Logs in and keeps the token: `login [TOKEN]`, or `login -method=M K=V...`. What is secret and
/// not given is asked for without echo; `-` reads it from the input.
@Command(name = "login", description = "Log in and keep the token.")
final class LoginCommand extends FormattedCommand {
  /// What `ask` says of a token, where there is no terminal.
  static final String NO_TERMINAL =
      "An error occurred attempting to ask for a token. The raw error message is shown below, but"
          + " usually this is because you attempted to pipe a value into the command or you are"
          + " executing outside of a terminal (tty). If you want to pipe the value, pass \"-\" as"
          + " the argument to read from stdin. The raw error was: "
          + LoginRequest.NOT_A_TERMINAL;

  private static final String AUTHENTICATED =
      "Success! You are now authenticated. The token information displayed below is already stored"
          + " in the token helper. You do NOT need to run \"vault login\" again. Future Vault"
          + " requests will automatically use this token.";

  @Option(names = "-method", description = "Kind of login: token (default), userpass, approle ...")
  private String method = "token";

  @Option(names = "-path", description = "Where the method is enabled, if not under its name.")
  private String path = "";

  @Option(names = "-no-store", description = "Do not keep the token.")
  private boolean noStore;

  @Option(names = "-no-print", description = "Do not show the token.")
  private boolean noPrint;

  @Option(names = "-token-only", description = "Print the token alone and do not keep it.")
  private boolean tokenOnly;

  @Option(names = "-field", description = "Print only this field.")
  private String field = "";

  @Override
  int run() {
    noStore |= tokenOnly;
    if (noStore && noPrint) {
      throw CommandFailed.usage("-no-store and -no-print cannot be used together");
    }
    String kind = GoPath.sanitize(method).isEmpty() ? "token" : GoPath.sanitize(method);
    LoginRequest.check(kind);
    Map<String, String> values = values(kind);
    ApiClient client = client();
    Answer answer;
    try {
      answer = kind.equals("token") ? byToken(client, values) : byMethod(client, kind, values);
    } catch (RequestFailed failed) {
      throw CommandFailed.answered("Error authenticating: " + failed.getMessage());
    }
    if (SecondFactor.isNeeded(answer)) {
      answer = SecondFactor.settle(this, client, answer);
      if (SecondFactor.isNeeded(answer)) {
        return printer().answer(answer, "");
      }
    }
    return finish(client, answer);
  }

  private Map<String, String> values(String kind) {
    List<String> given = arguments();
    if (kind.equals("token") && !given.isEmpty() && !given.getFirst().contains("=")) {
      given.set(0, "token=" + given.getFirst());
    }
    return parsed("Error parsing configuration", () -> KeyValues.strings(given, terminal().in()));
  }

  private Answer byToken(ApiClient client, Map<String, String> values) {
    String lookup = values.getOrDefault("lookup", "true");
    if (!GoFlags.isBool(lookup)) {
      throw CommandFailed.answered(
          "Error authenticating: Failed to parse \"lookup\" as boolean: strconv.ParseBool: parsing "
              + GoText.quote(lookup)
              + ": invalid syntax");
    }
    String token = values.getOrDefault("token", "").strip();
    if (!values.containsKey("token")) {
      token = ask("Token", NO_TERMINAL).strip();
    }
    if (token.isEmpty()) {
      throw CommandFailed.answered(
          "Error authenticating: a token must be passed to auth, please view the help for more"
              + " information");
    }
    if (!GoFlags.isTrue(lookup)) {
      return Answer.ofLogin(new Json.Members().with("client_token", token));
    }
    ApiClient holder = new ApiClient(client.connection().plain().withToken(token));
    Answer found;
    try {
      found = holder.call(ApiCall.of("GET", "auth/token/lookup-self"));
    } catch (RequestFailed failed) {
      throw CommandFailed.answered(
          "Error authenticating: error looking up token: " + failed.getMessage());
    }
    if (found == null || found.data() == null) {
      throw CommandFailed.answered("Error authenticating: empty response from lookup-self");
    }
    return Answer.ofLogin(authOf(found.data()));
  }

  private static Json.Members authOf(Json.Members data) {
    Json policies = Json.texts(data.texts("policies"));
    Json identity = Json.texts(data.texts("identity_policies"));
    Json.Members auth =
        new Json.Members()
            .with("client_token", data.text("id"))
            .with("accessor", data.text("accessor"))
            .with("lease_duration", data.number("ttl"))
            .with("renewable", data.flag("renewable"))
            .with("token_policies", policies)
            .with("identity_policies", identity);
    List<String> all =
        Stream.concat(data.texts("policies").stream(), data.texts("identity_policies").stream())
            .toList();
    auth.with("policies", Json.texts(all));
    Json.Members metadata = data.object("meta");
    return metadata == null ? auth : auth.with("metadata", metadata);
  }

  private Answer byMethod(ApiClient client, String kind, Map<String, String> values) {
    ApiClient nobody = new ApiClient(client.connection().withToken(""));
    Answer answer = new LoginRequest(this, nobody, kind, path, values).send();
    if (answer == null) {
      throw CommandFailed.answered("Error authenticating: empty response from credential provider");
    }
    return answer;
  }

  /// Asks for a secret without echo, on the error stream.
  ///
  /// @param otherwise what to say where there is no terminal to ask at
  String ask(String question, String otherwise) {
    terminal().err().print(question + " (will be hidden): ");
    terminal().err().flush();
    Optional<String> typed = connection().mayAsk() ? terminal().hidden().get() : Optional.empty();
    if (typed.isEmpty()) {
      terminal().err().println();
      throw CommandFailed.answered("Error authenticating: " + otherwise);
    }
    return typed.get();
  }

  private int finish(ApiClient client, Answer login) {
    Answer answer = login;
    if (answer.auth() == null && answer.wrapInfo() != null) {
      if (answer.wrapInfo().text("wrapped_accessor").isEmpty()) {
        throw CommandFailed.answered(
            "Error extracting token: wrapped response does not contain a token");
      }
      if (noStore) {
        return printer().answer(answer, tokenOnly ? "wrapping_token" : "");
      }
      answer = unwrapped(client, answer.wrapInfo());
    }
    if (answer == null || answer.auth() == null) {
      throw CommandFailed.answered("Error extracting token: no auth or wrapping info in response");
    }
    keep(answer, answer.auth().text("client_token"));
    if (noPrint) {
      return 0;
    }
    String wanted = tokenOnly ? "token" : field;
    if (wanted.isEmpty() && printer().isTable()) {
      printer().line(GoText.wrap(AUTHENTICATED) + "\n");
    }
    return printer().answer(answer, wanted);
  }

  private static @Nullable Answer unwrapped(ApiClient client, Json.Members wrap) {
    ApiClient holder = new ApiClient(client.connection().plain().withToken(wrap.text("token")));
    return attempt("Error extracting token", () -> Found.of(UnwrapCommand.unwrap(holder, "")))
        .answer();
  }

  private void keep(Answer answer, String token) {
    if (noStore) {
      if (!tokenOnly) {
        printer()
            .warn(
                GoText.wrap(
                        "The token was not stored in token helper. Set the VAULT_TOKEN environment"
                            + " variable or pass the token below with each request to Vault.")
                    + "\n");
      }
      return;
    }
    try {
      TokenFile.in(terminal().home()).store(token);
    } catch (IOException e) {
      throw new CommandFailed(
          2,
          "Error storing token: %s\n%s\n"
              .formatted(
                  e.getMessage(),
                  GoText.wrap(
                      "Authentication was successful, but the token was not persisted. The"
                          + " resulting token is shown below for your records.")),
          answer);
    }
    for (String variable : List.of("LEASEHOLD_TOKEN", "VAULT_TOKEN")) {
      if (!terminal().environment().getOrDefault(variable, "").isEmpty()) {
        printer()
            .warn(
                GoText.wrap(
                        "WARNING! The "
                            + variable
                            + " environment variable is set! The value of this variable will take"
                            + " precedence; if this is unwanted please unset "
                            + variable
                            + " or update its value accordingly.")
                    + "\n");
      }
    }
  }
}
