package dev.leasehold.verticles.writer;

/// Who waits for a piece of work. First [#decided], then exactly one of [#durable] and [#lost]; or
/// [#lost] alone, when nothing was decided. All on the writer's thread.
public interface Reply {

  /// It was decided against head; nothing may leave yet. `sequence` is the last commit that the
  /// decision made or saw.
  void decided(Resolution resolution, long sequence);

  /// Everything that the decision made or saw is in the log and in the committed state.
  void durable();

  /// It did not happen, or nobody can tell: the claim ended first.
  void lost(Throwable why);
}
