package dev.leasehold.projections.astra;

import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.RowKey;
import java.util.List;

/// A role of an organization of a mount. Its parts are apart, so that no character in a name can
/// make one role another.
public record RoleKey(String mount, String org, String role) implements RowKey {

  @Override
  public List<KeyPart> parts() {
    return List.of(KeyPart.blinded(mount), KeyPart.blinded(org), KeyPart.blinded(role));
  }
}
