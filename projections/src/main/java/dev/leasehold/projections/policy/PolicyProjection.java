package dev.leasehold.projections.policy;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.SysEvent.PolicyDeleted;
import dev.leasehold.events.SysEvent.PolicyWritten;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.Table;

/// Replays the texts of the policies.
public final class PolicyProjection {
  public static final Table<PolicyKey, PolicyText> POLICIES =
      Table.of(3, "policy", PolicyKey.class, PolicyText.class);

  public void replay(PolicyWritten event, Rows rows) {
    rows.put(
        POLICIES, new PolicyKey(event.namespace(), event.name()), new PolicyText(event.text()));
  }

  public void replay(PolicyDeleted event, Rows rows) {
    PolicyKey key = new PolicyKey(event.namespace(), event.name());
    if (rows.get(POLICIES, key) == null) {
      throw new CorruptLog("a policy was deleted that is not there");
    }
    rows.delete(POLICIES, key);
  }
}
