package dev.leasehold.verticles.cli;

import dev.leasehold.verticles.config.Settings;
import dev.leasehold.verticles.config.StorageSettings;
import dev.leasehold.verticles.http.Listener;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a server says when it has started. Where programs look for a line of Vault's, it is that
/// line, with that name.
record Greeting(PrintStream out, Settings settings, List<Integer> ports) {
  /// Tells where the server listens and where it keeps its data.
  void started() {
    out.println("==> Leasehold server configuration:\n");
    for (int i = 0; i < settings.listeners().size(); i++) {
      line("Listener " + (i + 1), listener(settings.listeners().get(i), ports.get(i)));
    }
    line("Storage", storage());
    line("Version", VersionCommand.VERSION);
    out.println();
    settings.warnings().forEach(warning -> out.println("WARNING: " + warning));
    out.println("==> Vault server started! Log data will stream in below:\n");
  }

  private void line(String name, String value) {
    out.println("%24s: %s".formatted(name, value));
  }

  private static String listener(Listener listener, int port) {
    String tls = listener.tls() == null ? "disabled" : "enabled";
    return switch (listener.place()) {
      case Listener.Tcp(String address, int asked) ->
          "tcp (addr: \"%s\", tls: \"%s\")".formatted(host(address) + ":" + port, tls);
      case Listener.Unix(Path path) -> "unix (addr: \"%s\")".formatted(path);
    };
  }

  private static String host(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }

  private String storage() {
    return switch (settings.storage()) {
      case StorageSettings.InMemory none -> "inmem";
      case StorageSettings.Embedded embedded -> "embedded (" + embedded.folder() + ")";
      case StorageSettings.Kafka kafka ->
          "kafka (%s, prefix \"%s\", state %s)"
              .formatted(kafka.connection().bootstrapServers(), kafka.prefix(), kafka.state());
    };
  }

  /// The address to use, for a listener on a port.
  static String url(Listener listener, int port) {
    return switch (listener.place()) {
      case Listener.Tcp(String address, int asked) ->
          (listener.tls() == null ? "http://" : "https://") + host(address) + ":" + port;
      case Listener.Unix(Path path) -> "unix://" + path;
    };
  }

  /// Shows what a person needs to go on, the unseal key and the root token among it.
  void development(byte[] unsealKey, String rootToken, @Nullable Path authority) {
    out.println(
        GoText.wrap(
            "WARNING! dev mode is enabled! In this mode, Leasehold keeps nothing after it stops and"
                + " starts unsealed with a single unseal key. The root token is already"
                + " authenticated to the CLI, so you can immediately begin."));
    out.println("\nYou may need to set the following environment variables:\n");
    String url = url(settings.listeners().getFirst(), ports.getFirst());
    out.println("    $ export VAULT_ADDR='" + url + "'");
    if (authority != null) {
      out.println("    $ export VAULT_CACERT='" + authority + "'");
    }
    out.println();
    out.println(
        GoText.wrap(
            "The unseal key and root token are displayed below in case you want to seal/unseal the"
                + " server or re-authenticate."));
    out.println("\nUnseal Key: " + Base64.getEncoder().encodeToString(unsealKey));
    out.println("Root Token: " + rootToken);
    out.println("\nDevelopment mode should NOT be used in production installations!\n");
  }
}
