package dev.leasehold.verticles.engine;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.projections.table.View;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an engine adds that has to act in other systems, without a client, at times which stand in
/// its rows. All of it is pure. The expiry room asks several times a second, so asking must be
/// cheap: no timer, one row looked at where nothing is due.
public interface Punctual extends Engine {

  /// The targets of mounts that are enabled at which something is due by now.
  List<String> dueTargets(View state, Instant now, int limit);

  /// Names of what is due at a target, the longest due first.
  List<String> due(View state, String target, Instant now, int limit);

  /// What is to be done about one of them, against head; null where it is due no longer.
  @Nullable Duty duty(String target, String name, View head, Instant now, Entropy entropy);
}
