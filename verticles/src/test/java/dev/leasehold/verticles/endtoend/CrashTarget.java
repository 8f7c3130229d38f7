package dev.leasehold.verticles.endtoend;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/// A real server of a kind in which credentials are made and revoked, behind a wire that can be
/// broken. A kind is one of these, and a line in [CrashTest].
interface CrashTarget extends AutoCloseable {

  /// The path of its mount, without a slash.
  String mount();

  /// The way that the server under test reaches it by.
  FaultyWire wire();

  /// Enables and configures the mount, with roles of these times to live, named so.
  void prepare(Client root, Set<String> ttls) throws IOException;

  /// Where a credential of a role is asked for.
  default Client.Answer issue(Client client, String ttl, String unique) throws IOException {
    return client.get(mount() + "/creds/" + ttl);
  }

  /// A word of the request that makes a credential, and of no other.
  default String deed() {
    return "CREATE";
  }

  /// What the target calls the credential that was handed out.
  default String nameIn(Client.Answer issued) {
    return issued.text("/data/username");
  }

  /// The folder of the lease ids of a role.
  default String leases(String ttl) {
    return mount() + "/creds/" + ttl + "/";
  }

  /// The names of the credentials of ours that are there, asked past the wire.
  Set<String> users() throws Exception;

  /// Whether it can be stopped and started again within a second or so.
  default boolean restarts() {
    return false;
  }

  default void stop() throws Exception {}

  default void startAgain() throws Exception {}

  @Override
  void close() throws IOException;

  /// The body of a role of a database.
  static Map<String, Object> role(String connection, String ttl, String... creation) {
    return Map.of(
        "db_name", connection,
        "creation_statements", creation,
        "default_ttl", ttl,
        "max_ttl", "24h");
  }
}
