package dev.leasehold.verticles.engine.database;

import dev.leasehold.projections.database.Rotation;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.route.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An account of a database whose password is changed in two phases: that of a connection itself,
/// or that of a static role. What becomes of it is decided against head.
sealed interface RotatedAccount permits RootAccount, StaticAccount {

  /// Why a rotation is not done, and when it is tried again.
  record Trouble(String errorClass, String error, int attempt, Instant next) {}

  /// The bulkhead of its connection.
  String bulkhead(View view);

  /// Its rotation that is not settled, or null.
  @Nullable Rotation pending(View view);

  /// Where a login with the new password leads, or null where what it takes is gone.
  @Nullable DatabaseTarget login(View view, Rotation pending);

  /// How many attempts have failed so far.
  int failures(View view);

  /// The new password works.
  Decision taken(View head, Rotation pending, Instant now);

  /// The new password was not taken, for certain.
  Decision notTaken(View head, Rotation pending, Trouble trouble);

  /// It is not known yet.
  Decision postponed(Trouble trouble);

  /// Whether a new password that no login can prove, for another reason than that it is wrong, may
  /// be given up for another one. The password that we log in with ourselves never is.
  boolean replaceable();
}
