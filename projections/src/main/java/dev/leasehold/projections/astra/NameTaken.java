package dev.leasehold.projections.astra;

import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.RowKey;
import java.util.List;

/// The name of a token, of which one is live at a time.
public record NameTaken(String mount, String org, String role, String logicalName)
    implements RowKey {

  @Override
  public List<KeyPart> parts() {
    return List.of(KeyPart.blinded(mount), KeyPart.blinded(org, role, logicalName));
  }
}
