package dev.leasehold.verticles.cli;

import dev.leasehold.crypto.certificate.DevCertificate;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.config.HostAndPort;
import dev.leasehold.verticles.config.Settings;
import dev.leasehold.verticles.config.StorageSettings;
import dev.leasehold.verticles.gate.Ttls;
import dev.leasehold.verticles.http.Listener;
import dev.leasehold.verticles.node.Surroundings;
import dev.leasehold.verticles.process.TemporaryFolder;
import dev.leasehold.verticles.telemetry.TelemetrySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// The flags of `server -dev`, which are Vault's, and what else development needs.
final class DevFlags {
  private static final Reveal TO_WRITE =
      Reveal.because("the key of a development certificate goes into a file of mode 0600");

  private static final String USUAL_ADDRESS = "127.0.0.1:8200";
  private static final Duration CERTIFICATE_VALID = Duration.ofDays(30);
  private static final FileAttribute<?> OURS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  @Option(
      names = "-dev-root-token-id",
      description = "The text of the root token (VAULT_DEV_ROOT_TOKEN_ID).")
  private String rootToken = "";

  @Option(
      names = "-dev-listen-address",
      description = "Where to listen (VAULT_DEV_LISTEN_ADDRESS; 127.0.0.1:8200).")
  private String address = "";

  @Option(names = "-dev-tls", description = "Listen with TLS and a certificate of our own.")
  private boolean tls;

  @Option(names = "-dev-tls-cert-dir", description = "Where to put the certificate's files.")
  private String certificateFolder = "";

  @Option(names = "-dev-tls-san", description = "A further name in the certificate; may repeat.")
  private List<String> names = new ArrayList<>();

  @Option(names = "-dev-kv-v1", description = "Version 1 of the key-value engine at secret/.")
  private boolean kvVersion1;

  @Option(names = "-dev-no-store-token", description = "Do not write the token to ~/.vault-token.")
  private boolean storesNoToken;

  @Option(names = "-dev-plugin-dir", description = "Taken and ignored: there are no plugins.")
  private String pluginFolder = "";

  @Option(names = "-dev-time", description = "Tell how long the first answers took, and stop.")
  private boolean time;

  @Option(
      names = "-dev-embedded",
      description = "Keep the data in an embedded Kafka, as far as a folder that goes again.")
  private boolean embedded;

  /// Whether to measure and stop.
  boolean measures() {
    return time;
  }

  boolean storesToken() {
    return !storesNoToken;
  }

  /// What was taken and means nothing here.
  List<String> warnings() {
    return pluginFolder.isEmpty()
        ? List.of()
        : List.of("WARNING: -dev-plugin-dir is ignored: there are no plugins");
  }

  /// Makes the folder and, for TLS, the certificate, and returns what to serve with them: from the
  /// heap, as Vault does, unless the flag asks for a log.
  Development prepare(Terminal terminal, Surroundings around) throws IOException {
    return prepare(terminal, around, embedded);
  }

  /// The same with a log in any case.
  Development prepareWithLog(Terminal terminal, Surroundings around) throws IOException {
    return prepare(terminal, around, true);
  }

  private Development prepare(Terminal terminal, Surroundings around, boolean log)
      throws IOException {
    String token = rootToken.isEmpty() ? terminal.setting("DEV_ROOT_TOKEN_ID") : rootToken;
    if (token.contains(".") && !token.startsWith("hvs.")) {
      throw CommandFailed.usage("the root token may not hold a dot");
    }
    HostAndPort place = place(terminal);
    TemporaryFolder folder = TemporaryFolder.named("leasehold-dev-");
    Listener listener = Listener.tcp(place.host(), place.port()).opening(Listener.Open.METRICS);
    List<Path> files = tls ? certificate(folder.path(), place.host(), around) : List.of();
    return new Development(
        folder,
        files,
        new Settings(
            log ? new StorageSettings.Embedded(folder.path()) : new StorageSettings.InMemory(),
            List.of(tls ? listener.secured(files.get(1), files.get(2)) : listener),
            Ttls.SYSTEM,
            true,
            true,
            TelemetrySettings.USUAL,
            List.of()),
        token.isEmpty() ? null : SecretBytes.ofUtf8(token),
        kvVersion1 ? 1 : 2);
  }

  private HostAndPort place(Terminal terminal) {
    String given = address.isEmpty() ? terminal.setting("DEV_LISTEN_ADDRESS") : address;
    try {
      return HostAndPort.parse(given.isEmpty() ? USUAL_ADDRESS : given);
    } catch (IllegalArgumentException wrong) {
      throw CommandFailed.usage("-dev-listen-address: " + wrong.getMessage());
    }
  }

  private List<Path> certificate(Path folder, String host, Surroundings around) throws IOException {
    List<String> all = new ArrayList<>(List.of("localhost", "127.0.0.1"));
    if (!all.contains(host)) {
      all.add(host);
    }
    all.addAll(names);
    DevCertificate made =
        DevCertificate.issue(all, around.clock().instant(), CERTIFICATE_VALID, around.entropy());
    Path target = certificateFolder.isEmpty() ? folder : Path.of(certificateFolder);
    return List.of(
        write(target.resolve("vault-ca.pem"), made.authorityPem()),
        write(target.resolve("vault-cert.pem"), made.certificatePem()),
        write(target.resolve("vault-key.pem"), made.privateKeyPem().revealUtf8(TO_WRITE)));
  }

  private static Path write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, OURS);
    return Files.writeString(file, text);
  }
}
