package dev.leasehold.verticles.cli;

import dev.leasehold.crypto.tls.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags of every command that talks to a server, and the environment behind them: a flag beats
/// `LEASEHOLD_*`, which beats `VAULT_*`.
final class ConnectionFlags {
  @Option(
      names = "-address",
      paramLabel = "URL",
      description = "Address of the server. Environment: LEASEHOLD_ADDR or VAULT_ADDR.")
  private String address = "";

  @Option(names = "-agent-address", paramLabel = "URL", description = "Address of an agent.")
  private String agentAddress = "";

  @Option(
      names = "-ca-cert",
      paramLabel = "FILE",
      description = "PEM file with the certificate authorities to trust.")
  private String authorities = "";

  @Option(
      names = "-ca-path",
      paramLabel = "FOLDER",
      description = "Folder of PEM files with the certificate authorities to trust.")
  private String authoritiesFolder = "";

  @Option(
      names = "-client-cert",
      paramLabel = "FILE",
      description = "PEM file with this client's certificate; needs -client-key.")
  private String certificate = "";

  @Option(
      names = "-client-key",
      paramLabel = "FILE",
      description = "PEM file with the private key of -client-cert.")
  private String key = "";

  @Option(
      names = "-tls-skip-verify",
      description = "Trust any server certificate. Whoever is in between can read all secrets.")
  private boolean skipVerify;

  @Option(
      names = {"-namespace", "-ns"},
      paramLabel = "PATH",
      description = "Namespace of the request.")
  private @Nullable String namespace;

  @Option(
      names = "-wrap-ttl",
      paramLabel = "DURATION",
      converter = GoDuration.class,
      description = "Hand the answer out once, behind a token that lives this long (30s, 5m).")
  private @Nullable Duration wrapTtl;

  @Option(names = "-mfa", paramLabel = "CREDENTIAL", description = "A second factor; repeatable.")
  private List<String> mfa = new ArrayList<>();

  @Option(
      names = "-header",
      paramLabel = "KEY=VALUE",
      description = "One more HTTP header; repeatable.")
  private Map<String, String> headers = new LinkedHashMap<>();

  @Option(names = "-policy-override", hidden = true)
  private boolean policyOverride;

  @Option(names = "-disable-redirects", description = "Do not follow a redirect.")
  private boolean disableRedirects;

  @Option(
      names = "-output-curl-string",
      description = "Print the request as a curl command instead of sending it.")
  private boolean outputCurl;

  @Option(names = "-non-interactive", description = "Never ask at the terminal.")
  private boolean nonInteractive;

  /// Says whether the command may ask a person.
  boolean mayAsk() {
    return !nonInteractive;
  }

  /// Says whether a second factor was given.
  boolean hasMfa() {
    return !mfa.isEmpty();
  }

  /// Returns the client that these flags and the environment describe.
  ///
  /// @throws CommandFailed if they do not fit together
  ApiClient connect(Terminal terminal) {
    if (headers.keySet().stream().anyMatch(name -> name.startsWith("X-Vault-"))) {
      throw CommandFailed.answered(
          "failed to setup Headers"
              + headers.keySet()
              + ": Header starting by 'X-Vault-' are for internal usage only");
    }
    boolean trustAnyone = skipVerify || isTrue(terminal.setting("SKIP_VERIFY"));
    Duration wrapping = wrapTtl != null ? wrapTtl : new GoDuration().convert(wrapSetting(terminal));
    return new ApiClient(
        new Connection(
            endpoint(terminal),
            token(terminal),
            canonical(namespace != null ? namespace : terminal.setting("NAMESPACE")),
            wrapping.isZero() ? "" : GoDuration.text(wrapping),
            mfa,
            policyOverride,
            !disableRedirects && !isTrue(terminal.setting("DISABLE_REDIRECTS")),
            headers,
            () -> sockets(terminal, trustAnyone),
            !trustAnyone,
            outputCurl));
  }

  private static String wrapSetting(Terminal terminal) {
    return terminal.setting("WRAP_TTL");
  }

  private URI endpoint(Terminal terminal) {
    String chosen =
        Stream.of(
                agentAddress,
                address,
                terminal.setting("AGENT_ADDR"),
                terminal.setting("ADDR"),
                "https://127.0.0.1:8200")
            .filter(candidate -> !candidate.isEmpty())
            .findFirst()
            .orElseThrow();
    try {
      URI uri = URI.create(chosen);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Told below, as for every other address that is not one.
    }
    throw CommandFailed.usage("the address " + chosen + " is not an http or https URL");
  }

  private static String token(Terminal terminal) {
    String token = terminal.setting("TOKEN");
    if (!token.isEmpty()) {
      return token;
    }
    try {
      return TokenFile.in(terminal.home()).read();
    } catch (IOException e) {
      throw CommandFailed.answered("failed to get token from token helper: " + e.getMessage());
    }
  }

  private static String canonical(String namespace) {
    String path = GoPath.sanitize(namespace);
    return path.isEmpty() ? "" : path + "/";
  }

  private static boolean isTrue(String text) {
    return List.of("1", "t", "true").contains(text.toLowerCase(Locale.ROOT));
  }

  private SSLSocketFactory sockets(Terminal terminal, boolean trustAnyone) {
    try {
      List<byte[]> roots = roots(terminal);
      byte[] chain = fileOrNone(first(certificate, terminal.setting("CLIENT_CERT")));
      byte[] secret = fileOrNone(first(key, terminal.setting("CLIENT_KEY")));
      return ClientTls.sockets(trustAnyone, roots, chain, secret);
    } catch (IOException | IllegalArgumentException e) {
      throw CommandFailed.answered("failed to setup TLS config: " + e.getMessage());
    }
  }

  private List<byte[]> roots(Terminal terminal) throws IOException {
    String file = first(authorities, terminal.setting("CACERT"));
    String folder = first(authoritiesFolder, terminal.setting("CAPATH"));
    if (!file.isEmpty()) {
      return List.of(KeyValues.file(file));
    }
    List<byte[]> roots = new ArrayList<>();
    if (!folder.isEmpty()) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
          roots.add(Files.readAllBytes(path));
        }
      }
    }
    return roots;
  }

  private static byte[] fileOrNone(String name) throws IOException {
    return name.isEmpty() ? new byte[0] : KeyValues.file(name);
  }

  private static String first(String flag, String setting) {
    return flag.isEmpty() ? setting : flag;
  }
}
