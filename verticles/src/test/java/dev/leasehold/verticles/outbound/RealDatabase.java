package dev.leasehold.verticles.outbound;

import java.io.IOException;
import java.util.List;

/// A real server of one kind, started for one class of tests, and as much of its language as
/// [DatabaseContract] needs. What it says of its users it finds out beside the adapter under test.
///
/// Passwords that the contract hands in have letters, digits and at least ten characters; names and
/// passwords may hold any quotes, which the statements made here must escape.
public interface RealDatabase extends AutoCloseable {

  DatabaseAdapter adapter();

  /// The way in for its administrator, without TLS, by the name `localhost`.
  DatabaseTarget target();

  /// The same target, where a connection without verified TLS is not wanted. The server itself need
  /// not offer TLS.
  DatabaseTarget withTls(DatabaseTarget target);

  /// Makes a user who may log in; two statements at least.
  List<Statement> creation(String userName, String password);

  /// Makes a user with a password that the server's own policy refuses.
  List<Statement> creationAgainstPolicy(String userName);

  List<Statement> passwordChange(String userName, String password);

  /// What a role might say instead of the adapter's own way of dropping.
  List<Statement> deletion(String userName);

  /// A statement that the server refuses, which holds this text between quotes.
  Statement refused(String quoted);

  /// What the adapter calls the class of that refusal.
  String errorClassOfRefused();

  /// Whether the server itself refuses what reaches it after the deadline.
  default boolean keepsDeadlines() {
    return true;
  }

  /// Whether a server that cannot prove anything is not shown the password; no where the language
  /// of this kind begins with it.
  default boolean keepsPasswordFromStrangers() {
    return true;
  }

  boolean hasUser(String userName) throws Exception;

  /// An open connection of this user; fails where the server does not let it in.
  AutoCloseable logIn(String userName, String password) throws Exception;

  /// Runs statements beside the adapter, as an operator does by hand.
  void byHand(List<Statement> statements) throws Exception;

  /// Ends it at once, as a crash does.
  void kill() throws Exception;

  /// Starts it again after that, at the same port, with what it had.
  void restart() throws Exception;

  @Override
  void close() throws IOException;
}
