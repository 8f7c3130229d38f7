package dev.leasehold.verticles.outbound.redis;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.DatabaseAdapter;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.RealDatabase;
import dev.leasehold.verticles.outbound.Statement;
import dev.leasehold.verticles.request.JsonText;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.SafeEncoder;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/// A Redis server that keeps its users in a file.
public final class RealRedis implements RealDatabase {
  public static final String ADMINISTRATOR = "administrator";
  private static final String PASSWORD = "admin-Password-1";

  private final Path users;
  private final int port;
  private RedisServer process;

  /// The program of the server, unpacked once for all tests of a run.
  private static final class Program {
    static final File FILE = unpacked();

    private static File unpacked() {
      try {
        return ExecutableProvider.newJarResourceProvider().get();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Unpacks the program, if that was not done before. For whoever starts other programs at the
  /// same time: until such a one runs it holds open what was being written when it was forked, and
  /// the system runs no file that is open for writing ("Text file busy").
  public static void unpack() {
    Objects.requireNonNull(Program.FILE);
  }

  public RealRedis(Path folder) throws IOException {
    Files.createDirectories(folder);
    users = folder.resolve("users.acl");
    Files.writeString(
        users, "user default off\nuser " + ADMINISTRATOR + " on >" + PASSWORD + " ~* &* +@all\n");
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    restart();
  }

  @Override
  public DatabaseAdapter adapter() {
    return new RedisAdapter();
  }

  @Override
  public DatabaseTarget target() {
    return target("false");
  }

  @Override
  public DatabaseTarget withTls(DatabaseTarget target) {
    return target("true");
  }

  private DatabaseTarget target(String tls) {
    return new DatabaseTarget(
        "redis-database-plugin",
        "localhost",
        port,
        "",
        ADMINISTRATOR,
        SecretBytes.ofUtf8(PASSWORD),
        0,
        Map.of("tls", tls, "persistence_mode", "ACLFILE"),
        null,
        null);
  }

  private static Statement command(String... words) {
    return new Statement(new String(JsonText.write(List.of(words)), StandardCharsets.UTF_8));
  }

  @Override
  public List<Statement> creation(String userName, String password) {
    return List.of(
        command("ACL", "SETUSER", userName, "ON", ">" + password, "~*", "+@read"),
        command("ACL", "SETUSER", userName, "+ping"));
  }

  @Override
  public List<Statement> creationAgainstPolicy(String userName) {
    return List.of(command("ACL", "SETUSER", userName, "ON", "#this-is-no-hash"));
  }

  @Override
  public List<Statement> passwordChange(String userName, String password) {
    return List.of(command("ACL", "SETUSER", userName, "RESETPASS", ">" + password));
  }

  @Override
  public List<Statement> deletion(String userName) {
    return List.of(command("ACL", "DELUSER", userName));
  }

  @Override
  public Statement refused(String quoted) {
    return command("ACL", "SETUSER", ADMINISTRATOR, "<" + quoted);
  }

  @Override
  public String errorClassOfRefused() {
    return "ERR";
  }

  @Override
  public boolean keepsDeadlines() {
    return false;
  }

  @Override
  public boolean keepsPasswordFromStrangers() {
    return false;
  }

  /// The names of all users.
  public List<String> users() {
    try (Jedis operator = logIn(ADMINISTRATOR, PASSWORD)) {
      return operator.aclUsers();
    }
  }

  /// The body that configures a connection to it by another port.
  public Map<String, Object> connection(int through) {
    return Map.of(
        "plugin_name", "redis-database-plugin",
        "allowed_roles", "*",
        "host", "127.0.0.1",
        "port", through,
        "username", ADMINISTRATOR,
        "password", PASSWORD,
        "persistence_mode", "ACLFILE");
  }

  public int port() {
    return port;
  }

  @Override
  public boolean hasUser(String userName) {
    return users().contains(userName);
  }

  @Override
  public Jedis logIn(String userName, String password) {
    Jedis client = new Jedis("localhost", port);
    try {
      client.auth(userName, password);
      client.ping();
      return client;
    } catch (RuntimeException refused) {
      client.close();
      throw refused;
    }
  }

  @Override
  public void byHand(List<Statement> statements) {
    try (Jedis operator = logIn(ADMINISTRATOR, PASSWORD)) {
      for (Statement statement : statements) {
        Object words = JsonText.readForeign(statement.text().getBytes(StandardCharsets.UTF_8));
        byte[][] arguments =
            ((List<?>) Objects.requireNonNull(words))
                .stream()
                    .skip(1)
                    .map(word -> SafeEncoder.encode(word.toString()))
                    .toArray(byte[][]::new);
        operator.sendCommand(Protocol.Command.ACL, arguments);
      }
    }
  }

  @Override
  public void kill() throws IOException {
    process.stop();
  }

  @Override
  public void restart() throws IOException {
    process =
        RedisServer.newRedisServer()
            .executableProvider(() -> Program.FILE)
            .port(port)
            .setting("bind 127.0.0.1 -::1")
            .setting("save \"\"")
            .setting("aclfile " + users)
            .build();
    process.start();
  }

  @Override
  public void close() throws IOException {
    process.stop();
  }
}
