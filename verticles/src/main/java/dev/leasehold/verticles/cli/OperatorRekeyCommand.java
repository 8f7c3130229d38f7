package dev.leasehold.verticles.cli;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Replaces the shares of the unseal key by new ones: `operator rekey -init`, then `operator rekey
/// [KEY]` for as many of the old shares as it takes, and with `-verify` as many of the new ones.
@Command(name = "rekey", description = "Replace the shares of the unseal key by new ones.")
final class OperatorRekeyCommand extends FormattedCommand {
  @Option(names = "-init", description = "Start; with -verify the new shares must be proved.")
  private boolean init;

  @Option(names = "-cancel", description = "Forget what was handed in so far.")
  private boolean cancel;

  @Option(names = "-status", description = "Show how far it is.")
  private boolean status;

  @Option(
      names = {"-key-shares", "-n"},
      description = "How many new shares to make (5).")
  private int keyShares = 5;

  @Option(
      names = {"-key-threshold", "-t"},
      description = "How many of the new shares unseal the server (3).")
  private int keyThreshold = 3;

  @Option(names = "-nonce", description = "The nonce that the start showed.")
  private String nonce = "";

  @Option(names = "-target", description = "barrier or recovery.")
  private String target = "barrier";

  @Option(names = "-verify", description = "Prove the new shares, or see how far that is.")
  private boolean verify;

  @Option(names = "-pgp-keys", description = "Public PGP keys, one a share (files, with commas).")
  private @Nullable String pgpKeys;

  @Option(names = "-backup", description = "Keep the encrypted shares in the server.")
  private boolean backup;

  @Option(names = "-backup-delete", description = "Delete the shares that the server keeps.")
  private boolean backupDelete;

  @Option(names = "-backup-retrieve", description = "Show the shares that the server keeps.")
  private boolean backupRetrieve;

  @Override
  int run() {
    List<String> keys = PgpKeyFile.keys("-pgp-keys", pgpKeys);
    String share = optionalArgument();
    ApiClient client = client();
    boolean recovery = isRecovery();
    RekeyCalls calls = new RekeyCalls(client, recovery, verify);
    RekeyReport report = new RekeyReport(printer(), recovery);
    if (backupDelete) {
      attempt("Error deleting rekey stored keys", () -> Found.of(calls.deleteBackup()));
      printer().line("Success! Delete stored keys (if they existed)");
      return 0;
    }
    if (backupRetrieve) {
      Answer kept = attempt("Error retrieving rekey stored keys", calls::backup);
      return printer().answer(kept);
    }
    if (cancel) {
      attempt("Error canceling rekey", () -> Found.of(calls.cancel()));
      printer().line("Success! Canceled rekeying (if it was started)");
      return 0;
    }
    if (init) {
      Json.Members started = attempt("Error initializing rekey", () -> calls.init(wish(keys)));
      report.warn(keys.isEmpty(), backup);
      return report.status(started);
    }
    return status ? report.status(status(calls)) : give(calls, report, share);
  }

  private boolean isRecovery() {
    return switch (target.strip().toLowerCase(Locale.ROOT)) {
      case "barrier" -> false;
      case "recovery", "hsm" -> true;
      default -> throw CommandFailed.usage("Unknown target: " + target);
    };
  }

  private Json.Members wish(List<String> keys) {
    return new Json.Members()
        .with("secret_shares", keyShares)
        .with("secret_threshold", keyThreshold)
        .with("stored_shares", 0)
        .with("pgp_keys", keys.isEmpty() ? new Json.Null() : Json.texts(keys))
        .with("backup", backup)
        .with("require_verification", verify);
  }

  private static Json.Members status(RekeyCalls calls) {
    return attempt("Error reading rekey status", calls::status);
  }

  private int give(RekeyCalls calls, RekeyReport report, String argument) {
    Json.Members before = attempt("Error getting rekey status", calls::status);
    if (!before.flag("started")) {
      throw CommandFailed.usage(
          GoText.wrap(
              "No rekey is in progress. Start a rekey process by running \"vault operator rekey"
                  + " -init\"."));
    }
    String current = before.text("nonce");
    KeyPrompt prompt = new KeyPrompt(this, isRecovery() ? "Recovery" : "Unseal");
    KeyPrompt.Share share =
        prompt.take(argument, nonce, current, "Rekey operation nonce: " + current);
    Json.Members result = attempt("Error posting unseal key", () -> calls.update(share));
    if (!result.flag("complete")) {
      return report.status(status(calls));
    }
    if (verify) {
      printer()
          .line(
              GoText.wrap(
                  "Rekey verification successful. The rekey operation is complete and the new keys"
                      + " are now active."));
      return 0;
    }
    int code = report.shares(before, result);
    boolean unproved = printer().isTable() && before.flag("verification_required");
    return unproved ? report.status(status(calls.ofVerification())) : code;
  }
}
