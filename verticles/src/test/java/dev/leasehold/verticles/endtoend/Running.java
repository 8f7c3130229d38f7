package dev.leasehold.verticles.endtoend;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.verticles.http.Life;
import dev.leasehold.verticles.http.Listener;
import dev.leasehold.verticles.node.Server;
import dev.leasehold.verticles.node.Storage;
import dev.leasehold.verticles.node.Surroundings;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A server in this process, on a free port.
final class Running implements AutoCloseable {
  static final String ROOT = "root";

  private final Server server;

  private Running(Server server) {
    this.server = server;
  }

  /// Initializes and unseals it; what comes back shows the key to unseal it with later.
  Server.Dev unsealed() {
    return server.unsealedForDevelopment(SecretBytes.ofUtf8(ROOT), 2);
  }

  /// Its rooms while it is unsealed.
  @Nullable Life life() {
    return server.life();
  }

  /// One that was initialized and unsealed, with its logs in an embedded broker.
  static Running embedded(Path folder) {
    Running running = sealed(Storage.embedded(folder, new SecureEntropy()));
    running.unsealed();
    return running;
  }

  /// One that was initialized and unsealed, with everything in the heap.
  static Running inMemory() {
    Running running = sealed(Storage.inMemory());
    running.unsealed();
    return running;
  }

  /// One that is left as it starts.
  static Running sealed(Storage storage) {
    return sealed(storage, "127.0.0.1");
  }

  /// One that is left as it starts, and listens on an address.
  static Running sealed(Storage storage, String address) {
    return sealed(storage, address, InstantSource.system());
  }

  /// One that is left as it starts, and goes by a clock.
  static Running sealed(Storage storage, InstantSource clock) {
    return sealed(storage, "127.0.0.1", clock);
  }

  /// The same at another address.
  static Running sealed(Storage storage, String address, InstantSource clock) {
    return new Running(
        Server.start(
            Vertx.vertx(),
            storage,
            new Surroundings(new SecureEntropy(), clock, System::nanoTime),
            List.of(Listener.tcp(address, 0)),
            false));
  }

  int port() {
    return server.ports().getFirst();
  }

  Client client() {
    return Client.of(port(), ROOT);
  }

  @Override
  public void close() {
    server.close();
  }
}
