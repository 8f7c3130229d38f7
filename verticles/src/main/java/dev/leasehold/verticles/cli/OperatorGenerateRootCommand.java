package dev.leasehold.verticles.cli;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Makes a new root token with a quorum of the unseal key's shares: `operator generate-root -init`,
/// then `operator generate-root [KEY]` for each share, then `-decode=TOKEN -otp=OTP`.
@Command(name = "generate-root", description = "Make a new root token with a quorum of shares.")
final class OperatorGenerateRootCommand extends FormattedCommand {
  /// More than any token is long, whatever a server says.
  private static final int LONGEST_OTP = 1024;

  private static final Json.Members STATUS =
      new Json.Members()
          .with("nonce", "")
          .with("started", false)
          .with("progress", 0)
          .with("required", 0)
          .with("complete", false)
          .with("encoded_token", "")
          .with("encoded_root_token", "")
          .with("pgp_fingerprint", "")
          .with("otp", "")
          .with("otp_length", 0);

  @Option(names = "-init", description = "Start.")
  private boolean init;

  @Option(names = "-cancel", description = "Forget what was handed in so far.")
  private boolean cancel;

  @Option(names = "-status", description = "Show how far it is.")
  private boolean status;

  @Option(names = "-decode", description = "Show the token behind what came of it; - is the input.")
  private String encoded = "";

  @Option(names = "-generate-otp", description = "Make a one-time password for -init.")
  private boolean generateOtp;

  @Option(names = "-dr-token", description = "A token for disaster recovery instead.")
  private boolean drToken;

  @Option(names = "-recovery-token", description = "A token for recovery mode instead.")
  private boolean recoveryToken;

  @Option(names = "-otp", description = "The one-time password, for -init or -decode.")
  private String otp = "";

  @Option(names = "-pgp-key", description = "Public PGP key to encrypt the token for (file).")
  private @Nullable String pgpKey;

  @Option(names = "-nonce", description = "The nonce that the start showed.")
  private String nonce = "";

  @Override
  int run() {
    String key = PgpKeyFile.key("-pgp-key", pgpKey);
    String share = optionalArgument();
    if (drToken && recoveryToken) {
      throw CommandFailed.usage("Both -recovery-token and -dr-token flags are set");
    }
    ApiClient client = client();
    if (generateOtp) {
      return showPassword(client);
    }
    if (!encoded.isEmpty()) {
      return decode(client);
    }
    if (cancel) {
      attempt(
          "Error canceling root token generation",
          () -> Found.of(client.call(ApiCall.of("DELETE", path() + "attempt"))));
      printer().line("Success! Root token generation canceled (if it was started)");
      return 0;
    }
    if (init) {
      return start(client, key);
    }
    return status ? show(statusOf(client)) : give(client, share);
  }

  private String path() {
    return drToken
        ? "sys/replication/dr/secondary/generate-operation-token/"
        : recoveryToken ? "sys/generate-recovery-token/" : "sys/generate-root/";
  }

  private Json.Members statusOf(ApiClient client) {
    return attempt(
        "Error getting root generation status",
        () -> client.bare(ApiCall.of("GET", path() + "attempt")).shapedAs(STATUS));
  }

  private int showPassword(ApiClient client) {
    long length = Math.min(statusOf(client).number("otp_length"), LONGEST_OTP);
    String password = surroundings().entropy().base62(Math.toIntExact(length));
    if (printer().isTable()) {
      return printer().bare(new Json.Text(password), "otp");
    }
    return printer()
        .data(new Json.Members().with("otp", password).with("otp_length", password.length()));
  }

  private int decode(ApiClient client) {
    if (otp.isEmpty()) {
      throw CommandFailed.usage("Missing otp: use -otp to supply it");
    }
    String value = encoded;
    if (value.equals("-")) {
      value =
          parsed(
              "Failed to read from stdin",
              () -> new String(terminal().in().readAllBytes(), StandardCharsets.UTF_8));
      if (value.isEmpty()) {
        throw CommandFailed.usage(
            "Missing encoded value. When using -decode=\"-\" value must be passed via stdin.");
      }
    }
    statusOf(client);
    String token = MaskedToken.open(value, otp);
    return printer().isTable()
        ? printer().bare(new Json.Text(token), "token")
        : printer().data(new Json.Members().with("token", token));
  }

  private int start(ApiClient client, String key) {
    if (!otp.isEmpty() && !key.isEmpty()) {
      throw CommandFailed.usage("Error initializing: cannot specify both -otp and -pgp-key");
    }
    Json body = new Json.Members().with("otp", otp).with("pgp_key", key);
    return show(
        attempt(
            "Error initializing root generation",
            () -> client.bare(ApiCall.of("PUT", path() + "attempt", body)).shapedAs(STATUS)));
  }

  private int give(ApiClient client, String argument) {
    Json.Members before = statusOf(client);
    if (!before.flag("started")) {
      printer()
          .complain(
              GoText.wrap(
                  "No root generation is in progress. Start a root generation by running \"vault"
                      + " operator generate-root -init\"."));
      throw CommandFailed.usage(
          GoText.wrap(
              ("If starting root generation using the OTP method and generating your own OTP, the"
                      + " length of the OTP string needs to be %d characters in length.")
                  .formatted(before.number("otp_length"))));
    }
    String current = before.text("nonce");
    KeyPrompt.Share share =
        new KeyPrompt(this, "Unseal").take(argument, nonce, current, "Operation nonce: " + current);
    Json body = new Json.Members().with("key", share.key()).with("nonce", share.nonce());
    return show(
        attempt(
            "Error posting unseal key",
            () -> client.bare(ApiCall.of("PUT", path() + "update", body)).shapedAs(STATUS)));
  }

  private int show(Json.Members found) {
    if (!printer().isTable()) {
      return printer().data(found);
    }
    Columns columns =
        Columns.headless()
            .row("Nonce", found.text("nonce"))
            .row("Started", Boolean.toString(found.flag("started")))
            .row("Progress", found.number("progress") + "/" + found.number("required"))
            .row("Complete", Boolean.toString(found.flag("complete")));
    addIfSet(columns, "PGP Fingerprint", found.text("pgp_fingerprint"));
    String token = found.text("encoded_token");
    addIfSet(columns, "Encoded Token", token);
    addIfSet(
        columns, "Encoded Root Token", token.isEmpty() ? found.text("encoded_root_token") : "");
    if (!found.text("otp").isEmpty()) {
      printer()
          .warn(
              GoText.wrap(
                  "A One-Time-Password has been generated for you and is shown in the OTP field."
                      + " You will need this value to decode the resulting root token, so keep it"
                      + " safe."));
      columns.row("OTP", found.text("otp"));
    }
    long length = found.number("otp_length");
    addIfSet(columns, "OTP Length", length == 0 ? "" : Long.toString(length));
    printer().line(columns.toString());
    return 0;
  }

  private static void addIfSet(Columns columns, String name, String value) {
    if (!value.isEmpty()) {
      columns.row(name, value);
    }
  }
}
