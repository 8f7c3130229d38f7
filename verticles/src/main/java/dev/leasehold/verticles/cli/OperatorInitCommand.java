package dev.leasehold.verticles.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Initializes the server and shows the key shares and the root token, which exist nowhere else.
@Command(name = "init", description = "Initialize the server.")
final class OperatorInitCommand extends FormattedCommand {
  private static final long SHARES = 5;
  private static final long THRESHOLD = 3;
  private static final int NOT_GIVEN = -1;

  /// What is encrypted for whom.
  private record PgpKeys(Json shares, Json recovery, String root) {}

  @Option(names = "-status", description = "Only tell whether it is: exit code 0, or 2 if not.")
  private boolean status;

  @Option(
      names = {"-key-shares", "-n"},
      description = "How many shares the unseal key is split into (5).")
  private int keyShares;

  @Option(
      names = {"-key-threshold", "-t"},
      description = "How many shares unseal the server (3).")
  private int keyThreshold;

  @Option(names = "-stored-shares", hidden = true)
  private int storedShares = NOT_GIVEN;

  @Option(names = "-recovery-shares", description = "Shares of the recovery key (auto unseal).")
  private int recoveryShares;

  @Option(names = "-recovery-threshold", description = "How many of them count (auto unseal).")
  private int recoveryThreshold;

  @Option(names = "-pgp-keys", description = "Public PGP keys, one a share (files, with commas).")
  private @Nullable String pgpKeys;

  @Option(names = "-recovery-pgp-keys", description = "The same for recovery shares.")
  private @Nullable String recoveryPgpKeys;

  @Option(names = "-root-token-pgp-key", description = "Public PGP key for the root token (file).")
  private @Nullable String rootTokenPgpKey;

  @Override
  int run() {
    PgpKeys keys =
        new PgpKeys(
            keys("-pgp-keys", pgpKeys),
            keys("-recovery-pgp-keys", recoveryPgpKeys),
            PgpKeyFile.key("-root-token-pgp-key", rootTokenPgpKey));
    arguments(0);
    if (storedShares != NOT_GIVEN) {
      printer().warn("-stored-shares has no effect and will be removed in Vault 1.3.\n");
    }
    ApiClient client = client();
    boolean recovery;
    try {
      ApiClient plain = new ApiClient(client.connection().plain());
      recovery = plain.bare(ApiCall.of("GET", "sys/seal-status")).flag("recovery_seal");
    } catch (RequestFailed failed) {
      throw CommandFailed.answered(String.valueOf(failed.getMessage()));
    }
    return status ? showStatus(client) : initialize(client, request(recovery, keys));
  }

  private int showStatus(ApiClient client) {
    Json.Members answer;
    try {
      answer = client.bare(ApiCall.of("GET", "sys/init"));
    } catch (RequestFailed failed) {
      throw CommandFailed.usage("Error checking init status: " + failed.getMessage());
    }
    boolean done = answer.flag("initialized");
    if (printer().isTable()) {
      printer().line(done ? "Vault is initialized" : "Vault is not initialized");
    } else {
      printer().data(new Json.Members().with("Initialized", done));
    }
    return done ? 0 : 2;
  }

  private Json.Members request(boolean recovery, PgpKeys keys) {
    return new Json.Members()
        .with("secret_shares", keyShares == 0 && !recovery ? SHARES : keyShares)
        .with("secret_threshold", keyThreshold == 0 && !recovery ? THRESHOLD : keyThreshold)
        .with("stored_shares", 0)
        .with("pgp_keys", keys.shares())
        .with("recovery_shares", recoveryShares == 0 && recovery ? SHARES : recoveryShares)
        .with(
            "recovery_threshold",
            recoveryThreshold == 0 && recovery ? THRESHOLD : recoveryThreshold)
        .with("recovery_pgp_keys", keys.recovery())
        .with("root_token_pgp_key", keys.root());
  }

  private static Json keys(String flag, @Nullable String files) {
    List<String> keys = PgpKeyFile.keys(flag, files);
    return keys.isEmpty() ? new Json.Null() : Json.texts(keys);
  }

  private int initialize(ApiClient client, Json.Members request) {
    Json.Members answer =
        attempt("Error initializing", () -> client.bare(ApiCall.of("PUT", "sys/init", request)));
    if (!printer().isTable()) {
      return printer().data(machine(request, answer));
    }
    List<String> shares = shares(answer, "keys");
    List<String> recovery = shares(answer, "recovery_keys");
    show("Unseal Key", shares);
    show("Recovery Key", recovery);
    printer().line("\nInitial Root Token: " + answer.text("root_token") + "\n");
    explain(request, shares.isEmpty());
    if (!recovery.isEmpty()) {
      paragraph(
          ("\nRecovery key initialized with %d key shares and a key threshold of %d. Please"
                  + " securely distribute the key shares printed above.")
              .formatted(request.number("recovery_shares"), request.number("recovery_threshold")));
    }
    return 0;
  }

  private static List<String> shares(Json.Members answer, String name) {
    List<String> base64 = answer.texts(name + "_base64");
    return base64.isEmpty() ? answer.texts(name) : base64;
  }

  private void show(String title, List<String> shares) {
    for (int i = 0; i < shares.size(); i++) {
      printer().line("%s %d: %s".formatted(title, i + 1, shares.get(i)));
    }
  }

  private void explain(Json.Members request, boolean stored) {
    if (stored) {
      printer().line("Success! Vault is initialized");
      return;
    }
    long threshold = request.number("secret_threshold");
    paragraph(
        ("Vault initialized with %d key shares and a key threshold of %d. Please securely"
                + " distribute the key shares printed above. When the Vault is re-sealed,"
                + " restarted, or stopped, you must supply at least %d of these keys to unseal it"
                + " before it can start servicing requests.")
            .formatted(request.number("secret_shares"), threshold, threshold));
    paragraph(
        ("\nVault does not store the generated root key. Without at least %d keys to reconstruct"
                + " the root key, Vault will remain permanently sealed!")
            .formatted(threshold));
    paragraph(
        "\nIt is possible to generate new unseal keys, provided you have a quorum of existing"
            + " unseal keys shares. See \"vault operator rekey\" for more information.");
  }

  private void paragraph(String text) {
    boolean apart = text.startsWith("\n");
    printer().line((apart ? "\n" : "") + GoText.wrap(text));
  }

  private static Json machine(Json.Members request, Json.Members answer) {
    boolean stored = answer.texts("keys").isEmpty();
    return new Json.Members()
        .with("unseal_keys_b64", Json.texts(answer.texts("keys_base64")))
        .with("unseal_keys_hex", Json.texts(answer.texts("keys")))
        .with("unseal_shares", stored ? 1 : request.number("secret_shares"))
        .with("unseal_threshold", stored ? 1 : request.number("secret_threshold"))
        .with("recovery_keys_b64", Json.texts(answer.texts("recovery_keys_base64")))
        .with("recovery_keys_hex", Json.texts(answer.texts("recovery_keys")))
        .with("recovery_keys_shares", request.number("recovery_shares"))
        .with("recovery_keys_threshold", request.number("recovery_threshold"))
        .with("root_token", answer.text("root_token"));
  }
}
