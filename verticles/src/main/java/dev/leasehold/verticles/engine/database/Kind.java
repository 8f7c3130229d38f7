package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A kind of database as the engine sees it: what its settings mean, how its statements are filled
/// in, and what its errors are called. Pure. How one is reached and acted on is the matter of the
/// [dev.leasehold.verticles.outbound.DatabaseAdapter] of the same plugins.
interface Kind {

  /// The names of its plugins, in Vault's words.
  List<String> plugins();

  /// Refuses settings that no connection can be made with, in Vault's words.
  ///
  /// @throws ConnectionDetails.Unfit with a text for the client
  void check(ConnectionDetails details);

  /// Refuses secret settings that cannot be used, in Vault's words.
  ///
  /// @throws ConnectionDetails.Unfit with a text for the client
  default void check(Map<String, SecretBytes> secrets) {}

  /// Settings beside the password that are secrets, as private keys: the log names them without
  /// their values, which are kept as the password is, and a read does not show them.
  default Set<String> secretSettings() {
    return Set.of();
  }

  /// The password where it stands in a setting of its own accord, as in a connection URL; null
  /// where none does.
  default @Nullable String inlinePassword(ConnectionDetails details) {
    return null;
  }

  /// Whether a client is warned of a password in a setting; Vault does not warn where it cannot
  /// read the URL as one.
  default boolean warnsOfInlinePassword() {
    return true;
  }

  /// The same settings without the password in them.
  default ConnectionDetails redacted(ConnectionDetails details) {
    return details;
  }

  /// Where the connection leads, with this credential.
  DatabaseTarget target(String plugin, ConnectionDetails details, ConnectionSecret secret);

  /// Whether two lead to the same server in the same way: only then may a password that was given
  /// for the one be shown to the other.
  boolean sameServer(ConnectionDetails one, ConnectionDetails other);

  /// Whether two lead to the same database of the same server, as the same user.
  boolean sameLogin(ConnectionDetails one, ConnectionDetails other);

  /// What user names are made after where the connection does not say.
  String usernameTemplate();

  /// The most characters of a user name.
  int longestUserName();

  /// What makes a user where a role does not say; empty where a role must.
  default List<String> creation() {
    return List.of();
  }

  /// What moves the end of a user where a role does not say; empty where users of this kind have no
  /// end, so that renewing needs no act.
  default List<String> renewal() {
    return List.of();
  }

  /// What gives a user another password where nothing else is said.
  List<String> passwordChange();

  /// The statements of these texts, split and filled in, in order.
  ///
  /// @throws IllegalArgumentException where a value cannot be put safely where it is asked for
  List<Statement> filled(List<String> texts, Map<String, String> values);

  /// What statements are told as the password: the password itself, or what the target keeps of it.
  /// May take a millisecond.
  default SecretBytes told(ConnectionDetails details, SecretBytes password, Entropy entropy) {
    return password;
  }

  /// Whether that is worth being done on a worker.
  default boolean tellsSlowly(ConnectionDetails details) {
    return false;
  }

  /// What the client is told of a password that was not changed, around what went wrong.
  default String changeFailed(String problem) {
    return problem;
  }

  /// Whether the target did not let us in because of the password.
  boolean isWrongPassword(Outcome.Refused refused);

  /// Whether the target was reached and did not want a statement.
  boolean isStatementRefused(Outcome.Refused refused);

  /// What the client is told where no connection was had.
  String unconnected(Outcome.Refused refused, DatabaseTarget target);

  /// What the client is told where statements were not run.
  default String notRun(Outcome.Refused refused, DatabaseTarget target) {
    return isStatementRefused(refused)
        ? "failed to execute query: " + refused.error()
        : notVerified(refused, target);
  }

  /// The same where they were to change a password.
  ///
  /// @param what what was to be done, before what went wrong
  default String notChanged(Outcome.Refused refused, DatabaseTarget target, String what) {
    return isStatementRefused(refused)
        ? what + changeFailed("failed to execute query: " + refused.error())
        : notVerified(refused, target);
  }

  /// What the client is told where a connection was only tried.
  default String notVerified(Outcome.Refused refused, DatabaseTarget target) {
    return "error verifying connection: " + unconnected(refused, target);
  }
}
