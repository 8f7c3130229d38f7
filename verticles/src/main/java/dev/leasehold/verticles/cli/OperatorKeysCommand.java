package dev.leasehold.verticles.cli;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.Command;

/// The key that encrypts what the server keeps: `operator rotate` makes a new one, `operator
/// key-status` tells of the one in use.
abstract class OperatorKeysCommand extends FormattedCommand {
  private static final DateTimeFormatter INSTALLED =
      DateTimeFormatter.ofPattern("dd MMM yy HH:mm 'UTC'", Locale.ROOT);

  private static final Json.Members STATUS =
      new Json.Members().with("term", 0).with("install_time", "").with("encryptions", 0);

  /// Makes a new key; what older ones encrypted stays readable.
  @Command(name = "rotate", description = "Make a new key to encrypt with.")
  static final class Rotate extends OperatorKeysCommand {
    @Override
    int run() {
      arguments(0);
      ApiClient client = client();
      attempt("Error rotating key", () -> Found.of(client.call(ApiCall.of("POST", "sys/rotate"))));
      return show(client, "Success! Rotated key\n\n");
    }
  }

  /// Tells of the key in use.
  @Command(name = "key-status", description = "Tell of the key that encrypts.")
  static final class Status extends OperatorKeysCommand {
    @Override
    int run() {
      arguments(0);
      return show(client(), "");
    }
  }

  final int show(ApiClient client, String lead) {
    Json.Members status =
        attempt("Error reading key status", () -> client.data(ApiCall.of("GET", "sys/key-status")));
    if (!printer().isTable()) {
      return printer().data(status.shapedAs(STATUS));
    }
    printer()
        .line(
            lead
                + Columns.headless()
                    .row("Key Term", Long.toString(status.number("term")))
                    .row("Install Time", installed(status.text("install_time")))
                    .row("Encryption Count", Long.toString(status.number("encryptions"))));
    return 0;
  }

  private static String installed(String time) {
    try {
      return OffsetDateTime.parse(time).withOffsetSameInstant(ZoneOffset.UTC).format(INSTALLED);
    } catch (DateTimeParseException e) {
      return time;
    }
  }
}
