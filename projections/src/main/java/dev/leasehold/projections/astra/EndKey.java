package dev.leasehold.projections.astra;

import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.RowKey;
import java.time.Instant;
import java.util.List;

/// A lease of a mount in the order in which they are over.
public record EndKey(String mount, Instant expires, String lease) implements RowKey {

  @Override
  public List<KeyPart> parts() {
    return List.of(KeyPart.blinded(mount), KeyPart.time(expires), KeyPart.blinded(lease));
  }

  /// The prefix of all leases of a mount.
  static List<KeyPart> of(String mount) {
    return List.of(KeyPart.blinded(mount));
  }
}
