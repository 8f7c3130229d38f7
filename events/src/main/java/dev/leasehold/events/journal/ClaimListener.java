package dev.leasehold.events.journal;

/// Is told what becomes of the records of a [Claim], on the claim's executor.
public interface ClaimListener {

  /// A commit lies where it must: it counts for ever. Called in the order of the commits.
  void committed(long sequence, long offset);

  /// A record of any kind was acknowledged as it must be, so that the claim stood when it was sent:
  /// of what came later the acknowledgement says nothing, however late it comes itself. For a
  /// commit it is called after [#committed(long, long)].
  ///
  /// @param sentNanos what the monotonic clock showed when the record was sent
  void acknowledged(long sentNanos);

  /// The claim has ended: nothing that was not committed before counts. Called exactly once, and
  /// nothing is called afterwards. Whether commits in flight count only a reader can tell.
  void ended(Throwable why);
}
