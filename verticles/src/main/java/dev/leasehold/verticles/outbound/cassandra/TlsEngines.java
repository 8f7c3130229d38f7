package dev.leasehold.verticles.outbound.cassandra;

import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.ssl.SslEngineFactory;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.tls.ClientTls;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.NotReached;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/// The TLS side of the connections to one target. A server's certificate is held against the
/// authorities and the name that it was asked for by, unless the target says `insecure_tls`.
/// Immutable; on the driver's threads.
final class TlsEngines implements SslEngineFactory {
  private static final Reveal TO_SHOW_A_CERTIFICATE =
      Reveal.because("TLS shows our certificate to the database and signs with its key");

  private static final byte[] NONE = {};

  private final SSLContext context;
  private final DatabaseTarget target;

  private TlsEngines(SSLContext context, DatabaseTarget target) {
    this.context = context;
    this.target = target;
  }

  /// The engines of a target, or null where it wants no TLS.
  static @Nullable TlsEngines of(DatabaseTarget target) {
    return target.settings().getOrDefault("tls", "").equals("true") ? made(target) : null;
  }

  private static TlsEngines made(DatabaseTarget target) {
    String ca = target.tlsCa();
    SecretBytes key = target.tlsKey();
    byte[] own = key == null ? NONE : key.reveal(TO_SHOW_A_CERTIFICATE);
    List<byte[]> authorities =
        ca == null ? List.of() : List.of(ca.getBytes(StandardCharsets.US_ASCII));
    try {
      return new TlsEngines(ClientTls.context(insecure(target), authorities, own, own), target);
    } catch (IllegalArgumentException e) {
      throw new NotReached("tls", String.valueOf(e.getMessage()));
    }
  }

  private static boolean insecure(DatabaseTarget target) {
    return target.settings().getOrDefault("insecure_tls", "").equals("true");
  }

  @Override
  public SSLEngine newSslEngine(EndPoint endPoint) {
    InetSocketAddress address = (InetSocketAddress) endPoint.resolve();
    String name = target.settings().getOrDefault("tls_server_name", "");
    SSLEngine engine =
        context.createSSLEngine(name.isEmpty() ? address.getHostString() : name, address.getPort());
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    if (!insecure(target)) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    parameters.setProtocols(protocols());
    engine.setSSLParameters(parameters);
    return engine;
  }

  /// Nothing below 1.2, whatever the target allows.
  private String[] protocols() {
    return target.settings().getOrDefault("tls_min_version", "").equals("tls13")
        ? new String[] {"TLSv1.3"}
        : new String[] {"TLSv1.3", "TLSv1.2"};
  }

  @Override
  public void close() {}
}
