package dev.leasehold.verticles.outbound;

import java.time.Duration;
import java.util.List;

/// Takes several users of one database away, each as its own effect says, with as few messages as
/// that kind of database allows. One that fails holds up no other. What came of it is
/// [Outcome.Done] with a `List<Outcome>`, one for each, in order; any other outcome is that of all.
public record DropUsers(List<DatabaseEffect.DropUser> drops) implements Effect {

  public DropUsers {
    drops = List.copyOf(drops);
    DatabaseTarget database = drops.getFirst().database();
    if (!drops.stream().allMatch(drop -> drop.database().equals(database))) {
      throw new IllegalArgumentException("users that are dropped together are of one database");
    }
  }

  /// Where and as whom.
  DatabaseTarget database() {
    return drops.getFirst().database();
  }

  @Override
  public String target() {
    return drops.getFirst().target();
  }

  @Override
  public Duration timeout() {
    return drops.getFirst().timeout();
  }

  @Override
  public boolean revoking() {
    return true;
  }
}
