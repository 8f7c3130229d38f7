package dev.leasehold.verticles.engine;

/// What a token that has ended left behind in an engine.
///
/// @param overdue the next page that erases it; without events where there is no room for one
/// @param characters of clients' paths that the page names
/// @param isNothing whether nothing was left, even before this page: the token may be swept
public record LeftBehind(Overdue overdue, int characters, boolean isNothing) {
  public static final LeftBehind NOTHING = new LeftBehind(Overdue.NONE, 0, true);
}
