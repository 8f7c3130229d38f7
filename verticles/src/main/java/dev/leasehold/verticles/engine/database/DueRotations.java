package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.Mount;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.Rotation;
import dev.leasehold.projections.database.RotationQueue;
import dev.leasehold.projections.database.StaticRole;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Duty;
import dev.leasehold.verticles.request.Refusal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rotations without a client: of static roles whose time has come, and of whatever account it must
/// be found out which of two passwords works. Pure.
final class DueRotations {
  private DueRotations() {}

  static List<String> targets(View state, Instant now, int limit) {
    return RotationQueue.dueTargets(state, now, limit).stream()
        .filter(target -> state.small().byUuid(mount(target)) != null)
        .toList();
  }

  static @Nullable Duty duty(
      String target, String account, View head, Instant now, Entropy entropy) {
    Mount mount = head.small().byUuid(mount(target));
    if (mount == null) {
      return null;
    }
    if (account.startsWith(RotationQueue.ROOT)) {
      String connection = account.substring(RotationQueue.ROOT.length());
      return unsettled(new RootAccount(mount.uuid(), connection), head, now, entropy);
    }
    String name = account.substring(RotationQueue.STATIC.length());
    StaticRole role = Databases.staticRole(head, mount.uuid(), name);
    if (role == null || role.due().isAfter(now)) {
      return null;
    }
    StaticAccount user = new StaticAccount(mount.uuid(), name);
    return user.pending(head) == null
        ? rotation(mount, user, role, head, now, entropy)
        : unsettled(user, head, now, entropy);
  }

  private static Duty rotation(
      Mount mount, StaticAccount user, StaticRole role, View head, Instant now, Entropy entropy) {
    try {
      return StaticRotation.begin(
              mount.namespace(),
              StaticRotation.asWritten(mount.uuid(), user.role(), role),
              head,
              now,
              entropy)
          .duty();
    } catch (Refusal refusal) {
      return Duty.settled(
          user.postponed(
              Rotations.trouble(
                  user, "refused", String.valueOf(refusal.getMessage()), head, now, entropy)));
    }
  }

  private static @Nullable Duty unsettled(
      RotatedAccount account, View head, Instant now, Entropy entropy) {
    Rotation pending = account.pending(head);
    return pending == null || pending.due().isAfter(now)
        ? null
        : Rotations.findOut(account, pending, head, now, entropy);
  }

  private static String mount(String target) {
    return target.substring(0, target.indexOf('/'));
  }
}
