package dev.leasehold.verticles.outbound.postgres;

import dev.leasehold.verticles.outbound.DatabaseAdapter.TargetPool;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseEffect.DropUser;
import dev.leasehold.verticles.outbound.LinkPool;
import dev.leasehold.verticles.outbound.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The connections to one PostgreSQL server for one purpose, over which many users are dropped by
/// one statement. Used on the context of the outbound room only.
final class PostgresPool implements TargetPool {
  private final Vertx vertx;
  private final LinkPool<PgLink> links;

  PostgresPool(Vertx vertx, LinkPool<PgLink> links) {
    this.vertx = vertx;
    this.links = links;
  }

  @Override
  public Future<Outcome> perform(DatabaseEffect effect) {
    return links.perform(effect);
  }

  /// Drops those together whose roles say nothing of how they are revoked, and the others one by
  /// one. Where the server refuses to drop them together, each is dropped for itself, since one of
  /// them may be why.
  @Override
  public Future<List<Outcome>> dropAll(List<DropUser> drops) {
    List<DropUser> together = drops.stream().filter(drop -> drop.statements().isEmpty()).toList();
    if (together.size() < 2) {
      return TargetPool.super.dropAll(drops);
    }
    List<DropUser> others = drops.stream().filter(drop -> !drop.statements().isEmpty()).toList();
    Map<String, Outcome> outcomes = new HashMap<>();
    return dropTogether(together)
        .compose(first -> {
          put(together, first, outcomes);
          return TargetPool.super.dropAll(others);
        })
        .map(second -> {
          put(others, second, outcomes);
          return drops.stream().map(drop -> outcomes.get(drop.userName())).toList();
        });
  }

  private static void put(List<DropUser> drops, List<Outcome> outcomes, Map<String, Outcome> all) {
    for (int i = 0; i < drops.size(); i++) {
      all.put(drops.get(i).userName(), outcomes.get(i));
    }
  }

  private Future<List<Outcome>> dropTogether(List<DropUser> drops) {
    List<String> users = drops.stream().map(DropUser::userName).toList();
    boolean[] sent = {false};
    return links
        .use(
            drops.getFirst().timeout(),
            (link, left) -> {
              sent[0] = true;
              return PostgresActs.dropAll(vertx, users, link, left);
            })
        .compose(outcome ->
            sent[0] && outcome instanceof Outcome.Refused
                ? TargetPool.super.dropAll(drops)
                : Future.succeededFuture(Collections.nCopies(drops.size(), outcome)));
  }

  @Override
  public boolean sweep() {
    return links.sweep();
  }

  @Override
  public void close() {
    links.close();
  }
}
