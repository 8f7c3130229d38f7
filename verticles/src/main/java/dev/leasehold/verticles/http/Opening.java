package dev.leasehold.verticles.http;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the head of a request says, before a byte of its body was read.
sealed interface Opening {

  /// It asks for something that may be served.
  ///
  /// @param query the data of an operation without a body; a body brings its own
  record Asked(
      Operation operation,
      String path,
      boolean hasBody,
      Map<String, @Nullable Object> query,
      String namespace,
      @Nullable SecretBytes token,
      @Nullable Duration wrapTtl,
      Map<String, List<String>> headers)
      implements Opening {}

  /// It is refused for what its head says.
  record Refused(Refusal refusal) implements Opening {}

  /// The canonical form of what it asks for is elsewhere.
  record Moved(String location) implements Opening {}

  /// Its path is no text.
  record Garbled() implements Opening {}
}
