package dev.leasehold.verticles.outbound.postgres;

import dev.leasehold.crypto.secret.Reveal;
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
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.SslMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Connects to PostgreSQL servers: has the name resolved and its addresses judged, dials the very
/// address that was judged, and logs in. It reads no environment and no file but the JDK's list of
/// authorities.
final class PostgresDialler {
  private static final Reveal TO_LOG_IN = Reveal.because("the database asks for the password");

  private final Vertx vertx;
  private final InstantSource clock;
  private final PermittedAddresses addresses;
  private final PostgresLogin login;

  PostgresDialler(
      Vertx vertx, InstantSource clock, PermittedAddresses addresses, Duration patience) {
    this.vertx = vertx;
    this.clock = clock;
    this.addresses = addresses;
    this.login = new PostgresLogin((VertxInternal) vertx, patience);
  }

  /// A connection that has logged in, or [NotReached].
  Future<PgLink> dial(DatabaseTarget target) {
    return addresses
        .of(target.host(), "database")
        .compose(found -> dialFirst(target, found.iterator()));
  }

  Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    login.close(closed);
    return closed.future();
  }

  private Future<PgLink> dialFirst(DatabaseTarget target, Iterator<InetAddress> candidates) {
    InetAddress candidate = candidates.next();
    return login
        .connect(vertx.getOrCreateContext(), options(target, candidate))
        .map(connection -> new PgLink((PgConnection) connection, clock.instant()))
        .recover(failure ->
            candidates.hasNext() && isSilent(failure)
                ? dialFirst(target, candidates)
                : Future.failedFuture(notReached(failure)));
  }

  /// Whether nobody answered: only then is the next address of the same name worth a try.
  private static boolean isSilent(Throwable failure) {
    return !(failure instanceof PgException) && !(failure instanceof NotReached);
  }

  private static NotReached notReached(Throwable failure) {
    if (failure instanceof NotReached notReached) {
      return notReached;
    }
    if (failure instanceof PgException answer) {
      return new NotReached(
          String.valueOf(answer.getSqlState()), PgErrorText.of(answer, List.of()));
    }
    return new NotReached("unreachable", ErrorText.ofConnecting(failure));
  }

  private static PgConnectOptions options(DatabaseTarget target, InetAddress address) {
    Dialled options = new Dialled(address, target.port());
    options
        .setHost(target.host())
        .setPort(target.port())
        .setDatabase(target.database())
        .setUser(target.userName())
        .setPassword(target.password().revealUtf8(TO_LOG_IN))
        .setProperties(properties(target))
        .setCachePreparedStatements(false);
    SslMode mode = SslMode.of(target.settings().getOrDefault("sslmode", "prefer"));
    options.setSslMode(mode);
    options.setSslOptions(tls(target, mode));
    return options;
  }

  private static ClientSSLOptions tls(DatabaseTarget target, SslMode mode) {
    ClientSSLOptions tls = new ClientSSLOptions();
    String ca = target.tlsCa();
    switch (mode) {
      case VERIFY_FULL, VERIFY_CA -> tls.setTrustOptions(ca == null ? jdkAuthorities() : pem(ca));
      case DISABLE, ALLOW, PREFER, REQUIRE -> {
        if (ca == null) {
          tls.setTrustAll(true);
        } else {
          tls.setTrustOptions(pem(ca));
        }
      }
    }
    tls.setHostnameVerificationAlgorithm(mode == SslMode.VERIFY_FULL ? "HTTPS" : "");
    return tls;
  }

  private static TrustOptions pem(String ca) {
    return new PemTrustOptions().addCertValue(Buffer.buffer(ca));
  }

  private static TrustOptions jdkAuthorities() {
    return new JksOptions()
        .setPath(System.getProperty("java.home") + "/lib/security/cacerts")
        .setPassword("changeit");
  }

  private static Map<String, String> properties(DatabaseTarget target) {
    Map<String, String> properties = new TreeMap<>(PgConnectOptions.DEFAULT_PROPERTIES);
    properties.put("application_name", "leasehold");
    properties.put("TimeZone", "UTC");
    for (String name : PostgresUrl.SESSION_PARAMETERS) {
      String value = target.settings().get(name);
      if (value != null) {
        properties.put(name, value);
      }
    }
    return properties;
  }

  /// Options that dial the address that was judged, while the certificate is held against the name.
  private static final class Dialled extends PgConnectOptions {
    private final InetAddress address;
    private final int port;

    Dialled(InetAddress address, int port) {
      this.address = address;
      this.port = port;
    }

    @Override
    public SocketAddress getSocketAddress() {
      return SocketAddress.inetSocketAddress(new InetSocketAddress(address, port));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Dialled that
          && super.equals(that)
          && address.equals(that.address)
          && port == that.port;
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(new int[] {address.hashCode(), port});
    }
  }
}
