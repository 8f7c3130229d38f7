package dev.leasehold.projections.identity;

import dev.leasehold.events.Entity;
import java.util.List;

/// An entity with the ids of its aliases, in the order in which they came, and of the groups that
/// it is in directly: all that a request of its tokens asks for, in one row.
public record EntityRow(Entity entity, List<String> aliases, List<String> groups) {

  EntityRow with(Entity other) {
    return new EntityRow(other, aliases, groups);
  }

  EntityRow withAliases(List<String> others) {
    return new EntityRow(entity, others, groups);
  }

  EntityRow withGroups(List<String> others) {
    return new EntityRow(entity, aliases, others);
  }
}
