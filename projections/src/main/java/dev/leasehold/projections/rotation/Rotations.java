package dev.leasehold.projections.rotation;

import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tables of rotation, a row each, and what one may ask about them.
public final class Rotations {
  static final NameKey KEY = new NameKey("rotation");

  static final Table<NameKey, Term> TERM = Table.of(142, "term", NameKey.class, Term.class);
  static final Table<NameKey, Rotation> ROTATION =
      Table.of(143, "rotation", NameKey.class, Rotation.class);
  static final Table<NameKey, RekeyBackup> BACKUP =
      Table.of(144, "rekey-backup", NameKey.class, RekeyBackup.class);

  public static final List<Table<?, ?>> ALL = List.of(TERM, ROTATION, BACKUP);

  private Rotations() {}

  /// The term in use, or null before the first.
  public static @Nullable Term term(View view) {
    return view.get(TERM, KEY);
  }

  public static Rotation rotation(View view) {
    Rotation row = view.get(ROTATION, KEY);
    return row == null ? Rotation.DEFAULT : row;
  }

  /// Whether the term in use has lasted, or has sealed, as much as it may.
  public static boolean due(View view, Instant now) {
    Term term = term(view);
    Rotation rotation = rotation(view);
    if (term == null || !rotation.enabled()) {
      return false;
    }
    boolean old =
        rotation.intervalSeconds() > 0
            && !now.isBefore(term.installed().plusSeconds(rotation.intervalSeconds()));
    return old || view.sequence() - term.sequence() >= rotation.maxOperations();
  }

  /// The backup of the last rekey that asked for one, or null.
  public static @Nullable RekeyBackup backup(View view) {
    return view.get(BACKUP, KEY);
  }
}
