package dev.leasehold.verticles.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Public PGP keys in files, as flags name them. The API takes base64 of the binary key; the file
/// may hold that, the binary key or the key in armour (RFC 9580, section 6.2).
final class PgpKeyFile {
  private static final String ARMOUR = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
  private static final String KEYBASE = "keybase:";

  private PgpKeyFile() {}

  /// Reads the files that a flag names, separated by commas; without the flag there are none.
  ///
  /// @throws CommandFailed if one cannot be read
  static List<String> keys(String flag, @Nullable String given) {
    List<String> keys = new ArrayList<>();
    if (given == null) {
      return keys;
    }
    try {
      for (String file : given.split(",", -1)) {
        keys.add(key(file.strip()));
      }
    } catch (IOException e) {
      throw CommandFailed.usage(
          "invalid value %s for flag %s: %s".formatted(GoText.quote(given), flag, e.getMessage()));
    }
    return keys;
  }

  /// Reads the one file that a flag names; without the flag there is none.
  ///
  /// @throws CommandFailed if it cannot be read, or if there are more
  static String key(String flag, @Nullable String given) {
    List<String> keys = keys(flag, given);
    if (given != null && keys.size() > 1) {
      throw CommandFailed.usage(
          "invalid value %s for flag %s: can only specify one pgp key"
              .formatted(GoText.quote(given), flag));
    }
    return keys.isEmpty() ? "" : keys.getFirst();
  }

  private static String key(String file) throws IOException {
    if (file.startsWith(KEYBASE)) {
      throw new IOException("keys are read from files, not from Keybase");
    }
    if (file.isEmpty()) {
      throw new IOException("empty path");
    }
    byte[] bytes = KeyValues.file(file.startsWith("@") ? file.substring(1) : file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.stripLeading().startsWith(ARMOUR)) {
      return withoutArmour(text.stripLeading());
    }
    return text.matches("[A-Za-z0-9+/=\\s]+") ? text : Base64.getEncoder().encodeToString(bytes);
  }

  /// Between the blank line after the headers and the checksum stands the key.
  private static String withoutArmour(String text) {
    return Arrays.stream(text.split("\\R", -1))
        .map(String::strip)
        .dropWhile(line -> !line.isEmpty())
        .skip(1)
        .takeWhile(line -> !line.startsWith("=") && !line.startsWith("-"))
        .collect(Collectors.joining());
  }
}
