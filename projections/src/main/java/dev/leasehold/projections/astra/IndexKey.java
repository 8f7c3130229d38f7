package dev.leasehold.projections.astra;

import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.RowKey;
import java.util.List;

/// A lease under something that its token is found by, as `role` and a role's name.
public record IndexKey(String mount, String kind, String value, String lease) implements RowKey {

  @Override
  public List<KeyPart> parts() {
    return List.of(KeyPart.blinded(mount, kind, value), KeyPart.blinded(lease));
  }

  /// The prefix of all leases under one thing.
  static List<KeyPart> of(String mount, Term term) {
    return List.of(KeyPart.blinded(mount, term.kind(), term.value()));
  }
}
