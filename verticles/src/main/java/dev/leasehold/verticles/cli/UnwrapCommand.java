package dev.leasehold.verticles.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Hands out what lies behind a wrapping token, once: `unwrap [TOKEN]`. Without an argument the
/// client's own token is the wrapping token.
@Command(name = "unwrap", description = "Read what a wrapping token holds.")
final class UnwrapCommand extends FormattedCommand {
  @Option(names = "-field", description = "Print only this field.")
  private String field = "";

  @Override
  int run() {
    String token = optionalArgument();
    ApiClient client = client();
    Answer answer = attempt("Error unwrapping", () -> Found.of(unwrap(client, token))).answer();
    if (answer == null) {
      printer().success("Successfully unwrapped. There was no data in the wrapped secret.");
      return 0;
    }
    if (field.isEmpty() && answer.keys() != null) {
      return printer().list(answer);
    }
    return printer().answer(answer, field);
  }

  /// Unwraps a token, or the client's own where the token is empty.
  static @Nullable Answer unwrap(ApiClient client, String token) {
    String own = client.connection().token();
    ApiClient sender = own.isEmpty() ? new ApiClient(client.connection().withToken(token)) : client;
    boolean ownIsWrapping = own.isEmpty() || token.isEmpty() || token.equals(own);
    Json body = ownIsWrapping ? new Json.Null() : new Json.Members().with("token", token);
    return sender.write("sys/wrapping/unwrap", body);
  }
}
