package dev.leasehold.verticles.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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
      names = "-tls-server-name",
      paramLabel = "NAME",
      description = "The name that the server's certificate must have, if not the address's own.")
  private String serverName = "";

  @Option(
      names = "-tls-skip-verify",
      description = "Trust any server certificate. Whoever is in between can read all secrets.")
  private @Nullable Boolean skipVerify;

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

  /// For namespaces that can be locked, which there are none of.
  @Option(names = "-unlock-key", hidden = true)
  @SuppressWarnings("UnusedVariable")
  private String unlockKey = "";

  @Option(
      names = "-header",
      paramLabel = "KEY=VALUE",
      description = "One more HTTP header; repeatable.")
  private Map<String, String> headers = new LinkedHashMap<>();

  @Option(names = "-policy-override", hidden = true)
  private boolean policyOverride;

  @Option(names = "-disable-redirects", description = "Do not follow a redirect.")
  private @Nullable Boolean disableRedirects;

  @Option(
      names = "-output-curl-string",
      description = "Print the request as a curl command instead of sending it.")
  private boolean outputCurl;

  @Option(
      names = "-output-policy",
      description = "Print a policy that would allow the request instead of sending it.")
  private boolean outputPolicy;

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
    ClientEnvironment environment = new ClientEnvironment(terminal);
    Patience patience = environment.patience();
    boolean trustAnyone = skipVerify != null ? skipVerify : environment.skipVerify();
    boolean follow = !(disableRedirects != null ? disableRedirects : environment.noRedirects());
    Tls tls = tls(terminal, trustAnyone);
    checkHeaders();
    return new ApiClient(
        new Connection(
            endpoint(terminal),
            token(terminal),
            canonical(namespace != null ? namespace : terminal.setting("NAMESPACE")),
            wrapping(terminal.setting("WRAP_TTL")),
            mfa.isEmpty() ? environment.mfa() : mfa,
            policyOverride,
            follow,
            headers,
            tls,
            patience,
            outputCurl ? Showing.CURL : outputPolicy ? Showing.POLICY : Showing.ANSWER));
  }

  /// Files of the environment are told apart from those of flags, which may only add to them.
  private Tls tls(Terminal terminal, boolean trustAnyone) {
    String name = first(serverName, terminal.setting("TLS_SERVER_NAME"));
    TlsFiles surrounding =
        new TlsFiles(
            terminal.setting("CACERT"),
            terminal.setting("CAPATH"),
            terminal.setting("CLIENT_CERT"),
            terminal.setting("CLIENT_KEY"));
    TlsFiles files =
        new TlsFiles(
            first(authorities, surrounding.authorities()),
            first(authoritiesFolder, surrounding.folder()),
            first(certificate, surrounding.certificate()),
            first(key, surrounding.key()));
    try {
      return files.tls(trustAnyone, name);
    } catch (TlsFiles.Unfit e) {
      boolean theirs = files.equals(surrounding);
      String lead = theirs ? "failed to read environment: " : "failed to setup TLS config: ";
      throw CommandFailed.answered(lead + e.getMessage());
    }
  }

  private void checkHeaders() {
    List<String> reserved =
        headers.keySet().stream().filter(name -> name.startsWith("X-Vault-")).sorted().toList();
    if (!reserved.isEmpty()) {
      throw CommandFailed.answered(
          "failed to setup Headers["
              + String.join(", ", reserved)
              + "]: Header starting by 'X-Vault-' are for internal usage only");
    }
  }

  /// What is no duration in the environment goes to the server, who says so.
  private String wrapping(String setting) {
    try {
      Duration wrapping = wrapTtl != null ? wrapTtl : new GoDuration().convert(setting);
      return wrapping.isZero() ? "" : GoDuration.text(wrapping);
    } catch (TypeConversionException e) {
      return setting;
    }
  }

  private URI endpoint(Terminal terminal) {
    String chosen =
        Stream.of(
                terminal.setting("AGENT_ADDR"),
                agentAddress,
                address,
                terminal.setting("ADDR"),
                "https://127.0.0.1:8200")
            .filter(candidate -> !candidate.isEmpty())
            .findFirst()
            .orElseThrow();
    try {
      return new URI(chosen);
    } catch (URISyntaxException e) {
      String reason =
          chosen.matches("[\\w.-]+:\\d+.*")
              ? "first path segment in URL cannot contain colon"
              : e.getReason();
      throw CommandFailed.answered(
          "failed to create client: parse " + GoText.quote(chosen) + ": " + reason);
    }
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

  private static String first(String flag, String setting) {
    return flag.isEmpty() ? setting : flag;
  }
}
