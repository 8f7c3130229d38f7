package dev.leasehold.verticles.cli;

import org.jspecify.annotations.Nullable;

/// The requests of a rekey.
///
/// @param recovery whether it is about the recovery key
/// @param verifying whether they are about the proof of the new shares
record RekeyCalls(ApiClient client, boolean recovery, boolean verifying) {
  private static final Json.Members STATUS =
      new Json.Members()
          .with("nonce", "")
          .with("started", false)
          .with("t", 0)
          .with("n", 0)
          .with("progress", 0)
          .with("required", 0)
          .with("pgp_fingerprints", new Json.Null())
          .with("backup", false)
          .with("verification_required", false)
          .with("verification_nonce", "");

  private static final Json.Members VERIFICATION =
      new Json.Members()
          .with("nonce", "")
          .with("started", false)
          .with("t", 0)
          .with("n", 0)
          .with("progress", 0);

  /// The same for the proof of the new shares.
  RekeyCalls ofVerification() {
    return new RekeyCalls(client, recovery, true);
  }

  /// Starts a rekey and returns its status.
  Json.Members init(Json.Members wish) {
    return client.bare(ApiCall.of("PUT", path() + "init", wish)).shapedAs(STATUS);
  }

  /// Returns how far it is.
  Json.Members status() {
    return client
        .bare(ApiCall.of("GET", path() + stage()))
        .shapedAs(verifying ? VERIFICATION : STATUS);
  }

  /// Hands in a share.
  Json.Members update(KeyPrompt.Share share) {
    Json body = new Json.Members().with("key", share.key()).with("nonce", share.nonce());
    return client.bare(ApiCall.of("PUT", path() + (verifying ? "verify" : "update"), body));
  }

  /// Forgets what was handed in.
  @Nullable Answer cancel() {
    return client.call(ApiCall.of("DELETE", path() + stage()));
  }

  /// Returns the shares that the server keeps.
  Answer backup() {
    Json.Members kept = client.data(ApiCall.of("GET", backupPath()));
    // Vault's client shows its own names for the parts, not those of the API.
    return Answer.ofData(
        new Json.Members()
            .with("Keys", byFingerprint(kept, "keys"))
            .with("KeysB64", byFingerprint(kept, "keys_base64"))
            .with("Nonce", kept.text("nonce")));
  }

  private static Json byFingerprint(Json.Members kept, String name) {
    Json.Members shares = kept.object(name);
    return shares == null ? new Json.Null() : shares;
  }

  /// Deletes the shares that the server keeps.
  @Nullable Answer deleteBackup() {
    return client.call(ApiCall.of("DELETE", backupPath()));
  }

  private String path() {
    return recovery ? "sys/rekey-recovery-key/" : "sys/rekey/";
  }

  private String stage() {
    return verifying ? "verify" : "init";
  }

  private String backupPath() {
    return recovery ? "sys/rekey/recovery-key-backup" : "sys/rekey/backup";
  }
}
