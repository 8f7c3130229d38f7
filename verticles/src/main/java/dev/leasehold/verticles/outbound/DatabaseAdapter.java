package dev.leasehold.verticles.outbound;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;

/// A kind of database as it is reached and acted on. There is one a kind, all held to one suite of
/// tests, `DatabaseContract`. Everything is called on the outbound room's context.
public interface DatabaseAdapter {

  /// The plugins whose targets it acts on, in Vault's words.
  List<String> plugins();

  /// What it needs to open targets, made when the room starts.
  Dialler start(Surroundings around);

  /// What the room hands to its adapters.
  ///
  /// @param limits of a pool whose target says nothing else
  record Surroundings(
      Vertx vertx, InstantSource clock, PermittedAddresses addresses, PoolLimits limits) {}

  /// Opens targets of this kind.
  interface Dialler {

    /// The way to a target for one purpose; it connects when there is something to do. The target's
    /// host must be dialled by an address of [Surroundings#addresses] and no other.
    TargetPool open(DatabaseTarget target);

    Future<Void> close();
  }

  /// The bounded way to one target for one purpose: a bulkhead.
  interface TargetPool {

    /// Performs an effect and says what came of it; the future never fails. Waiting for a
    /// connection counts against the effect's timeout. Whatever fails before anything was sent is a
    /// refusal.
    Future<Outcome> perform(DatabaseEffect effect);

    /// Takes several users away; gives one outcome for each, in order. A kind of database that
    /// needs fewer messages for many than for each overrides this: a member that fails must hold up
    /// no other.
    default Future<List<Outcome>> dropAll(List<DatabaseEffect.DropUser> drops) {
      List<Future<Outcome>> each = drops.stream().map(this::perform).toList();
      return Future.join(each).map(_ -> each.stream().map(Future::result).toList());
    }

    /// Closes what has been idle for too long; says whether nothing is left open.
    boolean sweep();

    /// Closes what is idle now and the rest when its act is over; who waits is refused.
    void close();
  }
}
