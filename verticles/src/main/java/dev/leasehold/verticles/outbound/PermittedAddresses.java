package dev.leasehold.verticles.outbound;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// From the name of a target to the addresses that may be dialled. Who dials must dial one of these
/// very addresses, not the name.
public final class PermittedAddresses {
  /// Resolving blocks; so few threads bound what a dead name server can hold.
  private static final int RESOLVERS = 4;

  private final AddressPolicy policy;
  private final WorkerExecutor resolvers;

  PermittedAddresses(Vertx vertx, AddressPolicy policy, Duration patience) {
    this.policy = policy;
    this.resolvers =
        vertx.createSharedWorkerExecutor(
            "outbound-names", RESOLVERS, patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// At least one address, or [NotReached].
  ///
  /// @param what what is dialled, for the message
  public Future<List<InetAddress>> of(String host, String what) {
    return resolvers
        .executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false)
        .recover(_ -> Future.failedFuture(new NotReached("unreachable", "unknown host")))
        .map(found -> permitted(found, what));
  }

  private List<InetAddress> permitted(List<InetAddress> found, String what) {
    List<InetAddress> permitted = found.stream().filter(policy::permits).toList();
    if (permitted.isEmpty()) {
      throw new NotReached("denied_address", "the address of the " + what + " is not allowed");
    }
    return permitted;
  }

  Future<Void> close() {
    return resolvers.close();
  }
}
