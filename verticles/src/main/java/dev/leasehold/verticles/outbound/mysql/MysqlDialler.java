package dev.leasehold.verticles.outbound.mysql;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.ErrorText;
import dev.leasehold.verticles.outbound.NotReached;
import dev.leasehold.verticles.outbound.PermittedAddresses;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.JksOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.MySQLConnection;
import io.vertx.mysqlclient.MySQLException;
import io.vertx.mysqlclient.SslMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import javax.net.ssl.SSLException;

/// Connects to MySQL servers: has the name resolved and its addresses judged, dials the very
/// address that was judged, and logs in. It reads no environment and no file but the JDK's list of
/// authorities.
final class MysqlDialler {
  /// What sessions of ours are like, so that what is quoted for them stays quoted: a backslash
  /// escapes, and no character hides one.
  private static final String SESSION =
      """
      SET SESSION character_set_client = utf8mb4, SESSION character_set_connection = utf8mb4,
      SESSION character_set_results = utf8mb4, SESSION sql_mode = TRIM(BOTH ',' FROM
      REPLACE(CONCAT(',', @@sql_mode, ','), ',NO_BACKSLASH_ESCAPES,', ','))\
      """;

  private static final Reveal TO_LOG_IN = Reveal.because("the database asks for the password");

  private static final Reveal TO_SIGN =
      Reveal.because("the database asks for a signature by our certificate's key");

  private final Vertx vertx;
  private final InstantSource clock;
  private final PermittedAddresses addresses;
  private final MysqlLogin login;

  MysqlDialler(Vertx vertx, InstantSource clock, PermittedAddresses addresses, Duration patience) {
    this.vertx = vertx;
    this.clock = clock;
    this.addresses = addresses;
    this.login = new MysqlLogin((VertxInternal) vertx, patience);
  }

  /// A connection that has logged in, or [NotReached].
  Future<MysqlLink> dial(DatabaseTarget target) {
    return addresses
        .of(target.host(), "database")
        .compose(found -> dialFirst(target, found.iterator()))
        .compose(this::readied);
  }

  Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    login.close(closed);
    return closed.future();
  }

  private Future<MysqlLink> dialFirst(DatabaseTarget target, Iterator<InetAddress> candidates) {
    InetAddress candidate = candidates.next();
    return login
        .connect(vertx.getOrCreateContext(), options(target, candidate))
        .map(connection -> new MysqlLink((MySQLConnection) connection, clock))
        .recover(failure ->
            candidates.hasNext() && isSilent(failure)
                ? dialFirst(target, candidates)
                : Future.failedFuture(notReached(failure)));
  }

  private Future<MysqlLink> readied(MysqlLink link) {
    return link.query(SESSION)
        .map(link)
        .recover(failure -> {
          link.discard();
          return Future.failedFuture(notReached(failure));
        });
  }

  /// Whether nobody answered: only then is the next address of the same name worth a try.
  private static boolean isSilent(Throwable failure) {
    return !(failure instanceof MySQLException)
        && !(failure instanceof NotReached)
        && !(failure instanceof SSLException);
  }

  private static NotReached notReached(Throwable failure) {
    if (failure instanceof NotReached notReached) {
      return notReached;
    }
    if (failure instanceof MySQLException answer) {
      return new NotReached("login_" + answer.getErrorCode(), MysqlErrorText.of(answer, List.of()));
    }
    if (failure instanceof SSLException) {
      return new NotReached("tls", "the TLS handshake failed");
    }
    return new NotReached("unreachable", ErrorText.ofConnecting(failure));
  }

  private static MySQLConnectOptions options(DatabaseTarget target, InetAddress address) {
    MysqlTls tls = MysqlTls.of(target);
    boolean asked = target.settings().containsKey("allowPublicKeyRetrieval");
    MysqlGuard.Safety safety =
        new MysqlGuard.Safety(
            tls.required(),
            tls.verified() && target.settings().containsKey("allowCleartextPasswords"),
            tls.verified() || address.isLoopbackAddress() || asked);
    Dialled options = new Dialled(named(address, tls.serverName(target)), target.port(), safety);
    options
        .setHost(target.host())
        .setPort(target.port())
        .setDatabase(target.database())
        .setUser(target.userName())
        .setPassword(target.password().revealUtf8(TO_LOG_IN))
        .setCachePreparedStatements(false);
    options.setSslMode(tls.mode());
    if (tls.mode() != SslMode.DISABLED) {
      options.setSslOptions(sslOptions(target, tls));
    }
    return options;
  }

  /// The address under the name that the certificate is held against.
  private static InetAddress named(InetAddress address, String name) {
    try {
      return InetAddress.getByAddress(name, address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has an impossible length", e);
    }
  }

  private static ClientSSLOptions sslOptions(DatabaseTarget target, MysqlTls tls) {
    ClientSSLOptions options = new ClientSSLOptions();
    String ca = target.tlsCa();
    if (!tls.verified()) {
      options.setTrustAll(true);
    } else if (ca == null) {
      options.setTrustOptions(
          new JksOptions()
              .setPath(System.getProperty("java.home") + "/lib/security/cacerts")
              .setPassword("changeit"));
    } else {
      options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(ca)));
    }
    options.setHostnameVerificationAlgorithm(tls.verified() ? "HTTPS" : "");
    SecretBytes key = target.tlsKey();
    if (key != null) {
      Buffer pem = Buffer.buffer(key.reveal(TO_SIGN));
      options.setKeyCertOptions(new PemKeyCertOptions().addCertValue(pem).addKeyValue(pem));
    }
    return options;
  }

  /// Options that dial the address that was judged, and say what the guard has to know.
  static final class Dialled extends MySQLConnectOptions {
    private final InetAddress address;
    private final int port;
    private final MysqlGuard.Safety safety;

    Dialled(InetAddress address, int port, MysqlGuard.Safety safety) {
      this.address = address;
      this.port = port;
      this.safety = safety;
    }

    MysqlGuard.Safety safety() {
      return safety;
    }

    @Override
    public SocketAddress getSocketAddress() {
      return SocketAddress.inetSocketAddress(new InetSocketAddress(address, port));
    }
  }
}
