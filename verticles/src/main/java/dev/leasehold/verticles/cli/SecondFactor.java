package dev.leasehold.verticles.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What follows a login that needs a second factor: where there is one method and a person to ask,
/// the passcode is asked for and validated; else the person is told how to go on.
final class SecondFactor {
  private static final String LATER =
      GoText.wrap(
              "A login request was issued that is subject to MFA validation. Please make sure to"
                  + " validate the login by sending another request to sys/mfa/validate endpoint.")
          + "\n";

  private SecondFactor() {}

  /// Says whether the answer asks for a second factor.
  static boolean isNeeded(Answer answer) {
    return answer.auth() != null && answer.auth().object("mfa_requirement") != null;
  }

  /// Returns the answer to go on with: the validated login where it could be validated here, else
  /// the same answer, after a warning.
  static Answer settle(ClientCommand command, ApiClient client, Answer answer) {
    Json.Members auth = answer.auth();
    Json.Members needed = auth == null ? null : auth.object("mfa_requirement");
    if (needed == null) {
      return answer;
    }
    Json.Members method = onlyMethod(needed);
    Terminal terminal = command.terminal();
    if (method == null || !command.connection().mayAsk() || command.connection().hasMfa()) {
      command.printer().warn(LATER);
      return answer;
    }
    String passcode = "";
    if (method.flag("uses_passcode")) {
      terminal
          .err()
          .print(
              "Enter the passphrase for methodID %s of type %s: "
                  .formatted(GoText.quote(method.text("id")), GoText.quote(method.text("type"))));
      terminal.err().flush();
      Optional<String> typed = terminal.hidden().get();
      if (typed.isEmpty()) {
        command.printer().warn("\n" + LATER);
        return answer;
      }
      passcode = typed.get();
    }
    return validate(client, needed.text("mfa_request_id"), method.text("id"), passcode);
  }

  private static Answer validate(ApiClient client, String request, String id, String passcode) {
    Json body =
        new Json.Members()
            .with("mfa_payload", new Json.Members().with(id, Json.texts(List.of(passcode))))
            .with("mfa_request_id", request);
    Answer validated =
        ClientCommand.attempt(
                "Error validating the second factor",
                () -> Found.of(client.call(ApiCall.of("POST", "sys/mfa/validate", body))))
            .answer();
    if (validated == null) {
      throw CommandFailed.answered("Vault returned an empty secret");
    }
    return validated;
  }

  private static Json.@Nullable Members onlyMethod(Json.Members needed) {
    Json.Members constraints = needed.object("mfa_constraints");
    if (constraints == null || constraints.values().size() != 1) {
      return null;
    }
    for (Map.Entry<String, Json> one : constraints.values().entrySet()) {
      if (one.getValue() instanceof Json.Members set
          && set.member("any") instanceof Json.Array(List<Json> methods)
          && methods.size() == 1
          && methods.getFirst() instanceof Json.Members method) {
        return method;
      }
    }
    return null;
  }
}
