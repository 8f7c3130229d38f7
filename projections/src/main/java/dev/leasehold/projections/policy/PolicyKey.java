package dev.leasehold.projections.policy;

import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.RowKey;
import java.util.List;

/// The name of a policy in its namespace.
public record PolicyKey(String namespace, String name) implements RowKey {

  @Override
  public List<KeyPart> parts() {
    return List.of(KeyPart.blinded(namespace), KeyPart.blinded(name));
  }
}
