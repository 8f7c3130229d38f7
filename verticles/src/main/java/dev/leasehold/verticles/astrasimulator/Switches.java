package dev.leasehold.verticles.astrasimulator;

/// Where Astra's documents, its clients and its answers differ, which of them the simulator is.
/// Immutable.
///
/// @param roles how the fields of roles are spelled
/// @param errorIds how the id within an error is spelled
/// @param errors what an error's body is
/// @param deleted the status of a deletion: 204, or 200 as the specification says
/// @param deletedAgain the status of one that finds nothing: 404, 204 or 200
/// @param unknownRole the status of a creation with a role that is not there: 400 or 404
/// @param listsMarks whether a list holds `description` and `tokenExpiry`, as newer answers do
/// @param showsExpired whether an expired token stays in the list, with its expiry in the past
public record Switches(
    Spelling roles,
    Spelling errorIds,
    ErrorBody errors,
    int deleted,
    int deletedAgain,
    int unknownRole,
    boolean listsMarks,
    boolean showsExpired) {

  /// As Astra was last seen to be.
  public static final Switches USUAL =
      new Switches(
          Spelling.UPPER, Spelling.UPPER, ErrorBody.AS_DOCUMENTED, 204, 404, 400, true, false);

  /// Of names of fields: `ID` and `Name`, or `id` and `name`.
  public enum Spelling {
    UPPER,
    LOWER
  }

  /// What the body of an error is.
  public enum ErrorBody {
    /// Text where a token is asked for, JSON elsewhere.
    AS_DOCUMENTED,
    TEXT,
    JSON,
    /// A page, as proxies write them.
    HTML
  }

  public Switches withRoles(Spelling spelling) {
    return new Switches(
        spelling, errorIds, errors, deleted, deletedAgain, unknownRole, listsMarks, showsExpired);
  }

  public Switches withErrors(ErrorBody body) {
    return new Switches(
        roles, errorIds, body, deleted, deletedAgain, unknownRole, listsMarks, showsExpired);
  }

  /// With these statuses of a deletion and of one that finds nothing.
  public Switches deleting(int first, int again) {
    return new Switches(
        roles, errorIds, errors, first, again, unknownRole, listsMarks, showsExpired);
  }

  public Switches withExpired(boolean shown) {
    return new Switches(
        roles, errorIds, errors, deleted, deletedAgain, unknownRole, listsMarks, shown);
  }
}
