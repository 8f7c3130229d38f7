package dev.leasehold.verticles.outbound.cassandra;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Cassandra server as a process of its own, with its own libraries, which the module
/// `verticles/cassandra` has copied: none of them is on our class path.
///
/// Cassandra 5.0 asks for a security manager, which no JDK has had since 24. It uses it to keep
/// functions written by users in bounds; there are none here, so a class of the same name that does
/// nothing comes first on its class path, and it runs on the JDK that runs the tests.
public final class CassandraProcess {
  private static final Path LIBRARIES = Path.of("cassandra", "target", "lib").toAbsolutePath();

  /// Why it cannot be started where [#isThere] says no.
  public static final String ABSENT =
      "verticles/cassandra/target/lib is not there: run ./mvnw -pl verticles -am test";

  private static final String STARTED = "Startup complete";
  private static final String FIRST_USER = "Created default superuser role";
  private static final int LINES_SHOWN = 30;

  /// Packages that Cassandra reaches into.
  private static final List<String> OPENED =
      List.of(
          "java.base/java.io",
          "java.base/java.lang",
          "java.base/java.lang.module",
          "java.base/java.lang.reflect",
          "java.base/java.math",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/jdk.internal.loader",
          "java.base/jdk.internal.math",
          "java.base/jdk.internal.misc",
          "java.base/jdk.internal.module",
          "java.base/jdk.internal.ref",
          "java.base/jdk.internal.reflect",
          "java.base/jdk.internal.util",
          "java.base/sun.nio.ch",
          "java.management.rmi/com.sun.jmx.remote.internal.rmi",
          "java.rmi/sun.rmi.registry",
          "java.rmi/sun.rmi.server",
          "java.rmi/sun.rmi.transport.tcp",
          "jdk.attach/sun.tools.attach",
          "jdk.management/com.sun.management.internal");

  private final Path folder;
  private final int port;
  private Process process;

  /// Starts one that keeps all it has below this folder.
  public CassandraProcess(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    try (ServerSocket clients = new ServerSocket(0);
        ServerSocket peers = new ServerSocket(0)) {
      port = clients.getLocalPort();
      Files.writeString(folder.resolve("cassandra.yaml"), configuration(peers.getLocalPort()));
    }
    Files.writeString(folder.resolve("logback.xml"), LOGGING);
    writeShadow();
    start(FIRST_USER);
  }

  /// Whether its libraries are there: Maven's `verify` and `test -am` see to that.
  public static boolean isThere() {
    return Files.isDirectory(LIBRARIES);
  }

  public int port() {
    return port;
  }

  private static final String LOGGING =
      """
      <configuration>
        <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%-5level %logger{0} %msg%n</pattern></encoder>
        </appender>
        <root level="INFO"><appender-ref ref="out"/></root>
      </configuration>
      """;

  /// Small, alone, and with passwords and permissions that count at once.
  private String configuration(int peers) {
    return """
    cluster_name: test
    partitioner: org.apache.cassandra.dht.Murmur3Partitioner
    num_tokens: 1
    initial_token: 0
    endpoint_snitch: SimpleSnitch
    seed_provider:
      - class_name: org.apache.cassandra.locator.SimpleSeedProvider
        parameters:
          - seeds: "127.0.0.1:%2$d"
    listen_address: 127.0.0.1
    storage_port: %2$d
    rpc_address: 127.0.0.1
    native_transport_port: %3$d
    authenticator: PasswordAuthenticator
    authorizer: CassandraAuthorizer
    role_manager: CassandraRoleManager
    credentials_validity: 0ms
    permissions_validity: 0ms
    roles_validity: 0ms
    commitlog_sync: batch
    commitlog_segment_size: 4MiB
    memtable_heap_space: 16MiB
    memtable_offheap_space: 16MiB
    key_cache_size: 0MiB
    file_cache_size: 32MiB
    concurrent_reads: 4
    concurrent_writes: 4
    concurrent_compactors: 1
    auto_snapshot: false
    hinted_handoff_enabled: false
    data_file_directories: ["%1$s/data"]
    commitlog_directory: "%1$s/commitlog"
    hints_directory: "%1$s/hints"
    saved_caches_directory: "%1$s/caches"
    cdc_raw_directory: "%1$s/cdc"
    """
        .formatted(folder, peers, port);
  }

  private Path shadow() {
    return folder.resolve("shadow");
  }

  private void writeShadow() throws IOException {
    String name = "org.apache.cassandra.security.ThreadAwareSecurityManager";
    ClassDesc permissions = ClassDesc.of("java.security.PermissionCollection");
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of(name),
                made ->
                    made.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL)
                        .withField(
                            "noPermissions",
                            permissions,
                            ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC)
                        .withMethodBody(
                            "install",
                            ConstantDescs.MTD_void,
                            ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                            code -> code.return_())
                        .withMethodBody(
                            "isSecuredThread",
                            MethodTypeDesc.of(ConstantDescs.CD_boolean),
                            ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                            code -> code.iconst_0().ireturn()));
    Path file = shadow().resolve(name.replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String opened : OPENED) {
      command.add("--add-opens=" + opened + "=ALL-UNNAMED");
    }
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dcassandra.config=" + folder.resolve("cassandra.yaml").toUri(),
            "-Dcassandra.storagedir=" + folder,
            "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
            "-Dcassandra-foreground=yes",
            "-Dcassandra.skip_wait_for_gossip_to_settle=0",
            "-Dcassandra.ring_delay_ms=0",
            "-Dcassandra.superuser_setup_delay_ms=0",
            "-Dcassandra.role_password_update_min_interval_in_ms=0",
            "-Dcassandra.auth_bcrypt_gensalt_log2_rounds=4",
            "-cp",
            shadow() + java.io.File.pathSeparator + LIBRARIES.resolve("*"),
            "org.apache.cassandra.service.CassandraDaemon"));
    return command;
  }

  private void start(String sign) throws IOException {
    process = new ProcessBuilder(command()).redirectErrorStream(true).start();
    BufferedReader output = process.inputReader();
    List<String> lines = new ArrayList<>();
    String line = output.readLine();
    while (line != null && !line.contains(sign)) {
      lines.add(line);
      line = output.readLine();
    }
    if (line == null) {
      int from = Math.max(0, lines.size() - LINES_SHOWN);
      throw new IOException(
          "Cassandra ended: " + String.join("\n", lines.subList(from, lines.size())));
    }
    Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
  }

  /// Ends it at once.
  public void kill() throws IOException {
    process.destroyForcibly();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IOException("Cassandra does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /// Starts it again with what it had.
  public void restart() throws IOException {
    start(STARTED);
  }
}
