package dev.leasehold.events.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of asking for the right to write. Either way the commits that were read on the way are
/// to be replayed first.
public sealed interface Taking {

  /// The commits that were read on the way.
  List<Accepted> meanwhile();

  /// The claim is ours: [Claim#lead] comes next.
  ///
  /// @param predecessor the writer id of the claim that it ended, null if it is the first
  record Won(Claim claim, List<Accepted> meanwhile, @Nullable String predecessor)
      implements Taking {}

  /// Another claimed first; its claim is the accepted one now.
  record Outrun(List<Accepted> meanwhile) implements Taking {}

  /// Nobody knows whether the claim was stored; should it be, nothing will be written under it.
  record Unheard(List<Accepted> meanwhile) implements Taking {}
}
