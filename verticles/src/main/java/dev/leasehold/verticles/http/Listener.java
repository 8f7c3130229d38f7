package dev.leasehold.verticles.http;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where and how to listen.
///
/// @param place an address and a port, or the path of a Unix socket
/// @param tls null for plain HTTP
/// @param open what is served there without a token
public record Listener(Place place, @Nullable Tls tls, Timeouts timeouts, Open open) {

  /// What clients connect to.
  public sealed interface Place {}

  /// A port of 0 lets the system choose one; with one below 0 it chooses, too, and all rooms that
  /// name the same number share what was chosen.
  public record Tcp(String address, int port) implements Place {}

  /// A socket in the file system.
  public record Unix(Path path) implements Place {}

  /// Files in PEM. Client certificates are asked for and never required: who shows one has proven
  /// to own it, and what it is worth is for an auth method to say.
  public record Tls(Path certificate, Path key) {}

  /// How long we wait for a client.
  ///
  /// @param first until the head of the first request has arrived
  /// @param body until the whole body has arrived
  /// @param idle between an answer and the head of the next request
  public record Timeouts(Duration first, Duration body, Duration idle) {
    /// Vault's own: 10 s, 30 s and 5 minutes.
    public static final Timeouts USUAL =
        new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(5));
  }

  /// What is served on a listener without a token that needs one otherwise.
  ///
  /// @param metrics `sys/metrics`
  /// @param inFlight `sys/in-flight-req`
  /// @param rekey `sys/rekey`
  /// @param generateRoot `sys/generate-root`
  public record Open(boolean metrics, boolean inFlight, boolean rekey, To generateRoot) {
    /// As little as may be: who has lost all tokens can make one on the machine itself.
    public static final Open NOTHING = new Open(false, false, false, To.THIS_MACHINE);

    /// The same and the figures, as in dev mode.
    public static final Open METRICS = new Open(true, false, false, To.THIS_MACHINE);
  }

  /// For whom something is open.
  public enum To {
    NOBODY,
    THIS_MACHINE,
    EVERYBODY
  }

  public static Listener tcp(String address, int port) {
    return new Listener(new Tcp(address, port), null, Timeouts.USUAL, Open.NOTHING);
  }

  public static Listener unix(Path path) {
    return new Listener(new Unix(path), null, Timeouts.USUAL, Open.NOTHING);
  }

  /// The same behind TLS.
  public Listener secured(Path certificate, Path key) {
    return new Listener(place, new Tls(certificate, key), timeouts, open);
  }

  /// The same on another port; a Unix socket has none and stays as it is.
  public Listener at(int port) {
    return switch (place) {
      case Tcp(String address, int before) ->
          new Listener(new Tcp(address, port), tls, timeouts, open);
      case Unix unix -> this;
    };
  }

  public Listener waiting(Timeouts other) {
    return new Listener(place, tls, other, open);
  }

  public Listener opening(Open other) {
    return new Listener(place, tls, timeouts, other);
  }
}
