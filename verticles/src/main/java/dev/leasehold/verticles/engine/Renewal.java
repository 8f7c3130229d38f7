package dev.leasehold.verticles.engine;

import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Outcome;

/// What an auth method says when a token that it granted is to live on. A method that refuses
/// throws a [dev.leasehold.verticles.request.Refusal], which is the client's answer.
public sealed interface Renewal {

  /// It may, for as long as the user or role says now; all in seconds, 0 for not given.
  record Allowed(long ttlSeconds, long maxTtlSeconds, long periodSeconds) implements Renewal {}

  /// The user or role is gone: the token keeps the time that it has, and the client is told
  /// nothing.
  record Gone() implements Renewal {}

  /// Another system must be asked first.
  record Asked(Effect effect, Answer answer) implements Renewal {}

  /// From what another system said to the renewal, against head as it is then. It may refuse as
  /// well; asking once more is a fault.
  @FunctionalInterface
  interface Answer {
    Renewal of(Outcome outcome, Call call, View head);
  }

  /// What Vault says where the policies of a user or role are no longer those of the token.
  String POLICIES_CHANGED = "failed to renew entry: policies have changed, not renewing";
}
