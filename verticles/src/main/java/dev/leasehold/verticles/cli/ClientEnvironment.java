package dev.leasehold.verticles.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.TypeConversionException;

/// What the environment says about the connection to a server beside names and files. A value that
/// cannot be read ends the command: whoever set it meant something.
record ClientEnvironment(Terminal terminal) {
  /// Returns how long to wait and how often to ask.
  Patience patience() {
    return new Patience(timeout(), retries(), terminal.pause());
  }

  /// Says whether any certificate will do.
  boolean skipVerify() {
    return flag("SKIP_VERIFY");
  }

  /// Says whether redirects are not followed.
  boolean noRedirects() {
    return flag("DISABLE_REDIRECTS");
  }

  /// Returns the second factors, separated by commas.
  List<String> mfa() {
    String all = terminal.setting("MFA");
    return all.isEmpty()
        ? List.of()
        : Arrays.stream(all.split(",", -1)).map(String::strip).toList();
  }

  private Duration timeout() {
    String text = terminal.setting("CLIENT_TIMEOUT");
    try {
      Duration timeout = new GoDuration().convert(text);
      return timeout.isPositive() ? timeout : Patience.TIMEOUT;
    } catch (TypeConversionException e) {
      throw unreadable("could not parse \"VAULT_CLIENT_TIMEOUT\"");
    }
  }

  private int retries() {
    String text = terminal.setting("MAX_RETRIES");
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.matches("\\d{1,9}")) {
      throw unreadable("strconv.ParseUint: parsing " + GoText.quote(text) + ": invalid syntax");
    }
    return Integer.parseInt(text);
  }

  private boolean flag(String name) {
    String text = terminal.setting(name);
    if (text.isEmpty()) {
      return false;
    }
    if (!GoFlags.isBool(text)) {
      throw unreadable("could not parse VAULT_" + name);
    }
    return GoFlags.isTrue(text);
  }

  private static CommandFailed unreadable(String reason) {
    return CommandFailed.answered("failed to read environment: " + reason);
  }
}
