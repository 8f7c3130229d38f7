package dev.leasehold.verticles.identity;

import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What metadata of entities, groups and aliases may be.
public final class Metadata {
  private static final int MAX_PAIRS = 64;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 512;
  private static final String RESERVED = "vault-";
  private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9=/+_-]+");

  private Metadata() {}

  /// Refuses what is not fit.
  ///
  /// @param whose `entity`, `group` or `alias`
  public static void check(String whose, @Nullable Map<String, String> metadata) {
    if (metadata == null) {
      return;
    }
    if (metadata.size() > MAX_PAIRS) {
      throw invalid(whose, "metadata cannot contain more than 64 key/value pairs");
    }
    new TreeMap<>(metadata)
        .forEach((key, value) -> {
          String problem = problem(key, value);
          if (problem != null) {
            throw invalid(
                whose,
                "failed to load metadata pair ("
                    + GoText.quoted(key)
                    + ", "
                    + GoText.quoted(value)
                    + "): "
                    + problem);
          }
        });
  }

  private static @Nullable String problem(String key, String value) {
    if (key.isEmpty()) {
      return "key cannot be blank";
    }
    if (!KEY.matcher(key).matches()) {
      return "key contains invalid characters";
    }
    if (key.length() > MAX_KEY) {
      return "key is too long (limit: " + MAX_KEY + " characters)";
    }
    if (key.startsWith(RESERVED)) {
      return "key prefix " + GoText.quoted(RESERVED) + " is reserved for internal use";
    }
    return value.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE
        ? "value is too long (limit: " + MAX_VALUE + " characters)"
        : null;
  }

  private static Refusal invalid(String whose, String problem) {
    return Refusal.internal("invalid " + whose + " metadata: " + problem);
  }
}
