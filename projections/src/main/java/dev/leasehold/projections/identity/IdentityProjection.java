package dev.leasehold.projections.identity;

import dev.leasehold.events.IdentityEvent;
import dev.leasehold.events.IdentityEvent.EntityAliasDeleted;
import dev.leasehold.events.IdentityEvent.EntityAliasWritten;
import dev.leasehold.events.IdentityEvent.EntityDeleted;
import dev.leasehold.events.IdentityEvent.EntityMerged;
import dev.leasehold.events.IdentityEvent.EntityWritten;
import dev.leasehold.events.IdentityEvent.GroupAliasDeleted;
import dev.leasehold.events.IdentityEvent.GroupAliasWritten;
import dev.leasehold.events.IdentityEvent.GroupChildrenWritten;
import dev.leasehold.events.IdentityEvent.GroupDeleted;
import dev.leasehold.events.IdentityEvent.GroupMembersWritten;
import dev.leasehold.events.IdentityEvent.GroupWritten;
import dev.leasehold.events.IdentityEvent.MembershipsChanged;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.Projection;
import dev.leasehold.projections.table.Rows;

/// Replays the identities.
public final class IdentityProjection implements Projection<IdentityEvent> {

  @Override
  public void replay(IdentityEvent event, Moment moment, Rows rows) {
    switch (event) {
      case EntityWritten written -> EntityReplay.write(written.entity(), rows);
      case EntityDeleted deleted -> EntityReplay.delete(deleted.id(), rows);
      case EntityMerged merged -> EntityReplay.merge(merged.from(), merged.into(), rows);
      case EntityAliasWritten written -> EntityReplay.writeAlias(written.alias(), rows);
      case EntityAliasDeleted deleted -> EntityReplay.deleteAlias(deleted.id(), rows);
      case GroupWritten written -> GroupReplay.write(written.group(), rows);
      case GroupMembersWritten written -> Membership.write(written, rows);
      case GroupChildrenWritten written -> GroupReplay.writeChildren(written, rows);
      case MembershipsChanged changed -> Membership.change(changed, rows);
      case GroupDeleted deleted -> GroupReplay.delete(deleted.id(), rows);
      case GroupAliasWritten written -> GroupReplay.writeAlias(written.alias(), rows);
      case GroupAliasDeleted deleted -> GroupReplay.deleteAlias(deleted.id(), rows);
    }
  }
}
