package dev.leasehold.verticles.cli;

import java.util.List;

/// Tells people how a rekey stands and what came of it.
record RekeyReport(Printer printer, boolean recovery) {
  private static final Json.Members RESULT =
      new Json.Members()
          .with("nonce", "")
          .with("complete", false)
          .with("keys", new Json.Null())
          .with("keys_base64", new Json.Null())
          .with("pgp_fingerprints", new Json.Null())
          .with("backup", false)
          .with("verification_required", false);

  private String kind() {
    return recovery ? "recovery" : "unseal";
  }

  /// Warns who starts a rekey of what may be lost.
  void warn(boolean inClear, boolean backup) {
    if (printer.isTable() && inClear) {
      warn(
          "WARNING! If you lose the keys after they are returned, there is no recovery. Consider"
              + " canceling this operation and re-initializing with the -pgp-keys flag to protect"
              + " the returned %s keys along with -backup to allow recovery of the encrypted keys"
              + " in case of emergency. You can delete the stored keys later using the -delete"
              + " flag.");
    } else if (printer.isTable() && !backup) {
      warn(
          "WARNING! You are using PGP keys for encrypted the resulting %s keys, but you did not"
              + " enable the option to backup the keys to Vault's core. If you lose the encrypted"
              + " keys after they are returned, you will not be able to recover them. Consider"
              + " canceling this operation and re-running with -backup to allow recovery of the"
              + " encrypted unseal keys in case of emergency. You can delete the stored keys later"
              + " using the -delete flag.");
    }
  }

  private void warn(String text) {
    printer.warn(GoText.wrap(text.formatted(kind())));
    printer.line("");
  }

  /// Shows the status of a rekey, or of the proof of its shares.
  int status(Json.Members status) {
    if (!printer.isTable()) {
      return printer.data(status);
    }
    Columns columns = Columns.of("Key", "Value");
    if (status.values().containsKey("required")) {
      addRekey(columns, status);
    } else {
      addVerification(columns, status);
    }
    printer.line(columns.toString());
    return 0;
  }

  private static void addRekey(Columns columns, Json.Members status) {
    columns.row("Nonce", status.text("nonce"));
    columns.row("Started", Boolean.toString(status.flag("started")));
    if (status.flag("started")) {
      long progress = status.number("progress");
      long required = status.number("required");
      String done = progress == required ? " (verification in progress)" : "";
      columns.row("Rekey Progress", progress + "/" + required + done);
      columns.row("New Shares", Long.toString(status.number("n")));
      columns.row("New Threshold", Long.toString(status.number("t")));
      columns.row("Verification Required", Boolean.toString(status.flag("verification_required")));
      if (!status.text("verification_nonce").isEmpty()) {
        columns.row("Verification Nonce", status.text("verification_nonce"));
      }
    }
    List<String> fingerprints = status.texts("pgp_fingerprints");
    if (!fingerprints.isEmpty()) {
      columns.row("PGP Fingerprints", "[" + String.join(" ", fingerprints) + "]");
      columns.row("Backup", Boolean.toString(status.flag("backup")));
    }
  }

  private static void addVerification(Columns columns, Json.Members status) {
    long threshold = status.number("t");
    columns
        .row("Started", Boolean.toString(status.flag("started")))
        .row("New Shares", Long.toString(status.number("n")))
        .row("New Threshold", Long.toString(threshold))
        .row("Verification Nonce", status.text("nonce"))
        .row("Verification Progress", status.number("progress") + "/" + threshold);
  }

  /// Shows the new shares.
  ///
  /// @param before the status before the last old share was handed in
  int shares(Json.Members before, Json.Members result) {
    if (!printer.isTable()) {
      Json.Members shown = result.shapedAs(RESULT);
      String proof = result.text("verification_nonce");
      return printer.data(proof.isEmpty() ? shown : shown.with("verification_nonce", proof));
    }
    printer.line("");
    List<String> keys = result.texts("keys");
    List<String> base64 = result.texts("keys_base64");
    List<String> fingerprints = result.texts("pgp_fingerprints");
    for (int i = 0; i < keys.size(); i++) {
      String key = base64.size() == keys.size() ? base64.get(i) : keys.get(i);
      String owner =
          fingerprints.isEmpty() ? "" : " fingerprint: " + fingerprints.get(i) + "; value";
      printer.line("Key " + (i + 1) + owner + ": " + key);
    }
    printer.line("\nOperation nonce: " + result.text("nonce"));
    if (!fingerprints.isEmpty() && result.flag("backup")) {
      tellBackup();
    }
    printer.line("");
    explain(before);
    return 0;
  }

  private void tellBackup() {
    printer.line(
        "\n"
            + GoText.wrap(
                ("The encrypted %s keys are backed up to \"core/%s-keys-backup\" in the storage"
                        + " backend. Remove these keys at any time using \"vault operator rekey"
                        + " -backup-delete%s\". Vault does not automatically remove these keys.")
                    .formatted(kind(), kind(), recovery ? " -target=recovery" : "")));
  }

  private void explain(Json.Members before) {
    long shares = before.number("n");
    long threshold = before.number("t");
    boolean proof = before.flag("verification_required");
    String made =
        proof
            ? "Vault has created a new %s key, split into %d key shares and a key threshold of %d."
                + " These will not be active until after verification is complete."
            : "Vault %s keys rekeyed with %d key shares and a key threshold of %d.";
    String text =
        made.formatted(kind(), shares, threshold)
            + " Please securely distribute the key shares printed above.";
    if (!recovery) {
      text +=
          (" When Vault is re-sealed, restarted, or stopped, you must supply at least %d of these"
                  + " keys to unseal it before it can start servicing requests.")
              .formatted(threshold);
    }
    printer.line(GoText.wrap(text));
    if (proof) {
      askForProof();
    }
  }

  private void askForProof() {
    printer.line("");
    printer.warn(
        GoText.wrap(
            ("Again, these key shares are _not_ valid until verification is performed. Do not lose"
                    + " or discard your current key shares until after verification is complete or"
                    + " you will be unable to %s Vault. If you cancel the rekey process or seal"
                    + " Vault before verification is complete the new shares will be discarded and"
                    + " the current shares will remain valid.")
                .formatted(recovery ? "authenticate with" : kind())));
    printer.line("");
    printer.warn(
        GoText.wrap("The current verification status, including initial nonce, is shown below."));
    printer.line("");
  }
}
