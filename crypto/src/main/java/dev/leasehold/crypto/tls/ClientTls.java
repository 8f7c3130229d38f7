package dev.leasehold.crypto.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Makes the TLS side of a client: whom it trusts and who it says it is. Pure but for reading the
/// JDK's own authorities; safe on any thread.
public final class ClientTls {
  private static final char[] NO_PASSWORD = new char[0];

  private ClientTls() {}

  /// Returns a context that makes TLS sockets and engines.
  ///
  /// @param trustAnyone whether to take any server certificate for any host, which protects against
  ///   nobody in between
  /// @param authorities PEM texts with the authorities to trust; empty means the JDK's own
  /// @param chain PEM text with the client's certificate chain, or empty for none
  /// @param key PEM text with the client's private key, or empty for none
  /// @throws IllegalArgumentException if a PEM text cannot be read or the chain and key do not fit
  public static SSLContext context(
      boolean trustAnyone, List<byte[]> authorities, byte[] chain, byte[] key) {
    if (chain.length == 0 != (key.length == 0)) {
      throw new IllegalArgumentException("both client cert and client key must be provided");
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity(chain, key), trust(trustAnyone, authorities), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the TLS files do not fit together", e);
    }
  }

  private static KeyManager @Nullable [] identity(byte[] chain, byte[] key)
      throws GeneralSecurityException, IOException {
    if (chain.length == 0) {
      return null;
    }
    KeyStore store = emptyStore();
    Certificate[] certificates = Pem.certificates(chain).toArray(Certificate[]::new);
    store.setKeyEntry("client", Pem.privateKey(key), NO_PASSWORD, certificates);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static TrustManager @Nullable [] trust(boolean anyone, List<byte[]> authorities)
      throws GeneralSecurityException, IOException {
    if (anyone) {
      return new TrustManager[] {new TrustAnyone()};
    }
    if (authorities.isEmpty()) {
      return null;
    }
    KeyStore store = emptyStore();
    for (byte[] text : authorities) {
      for (Certificate certificate : Pem.certificates(text)) {
        store.setCertificateEntry("authority-" + store.size(), certificate);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /// Takes every certificate, for those who asked for it. That it is the extended kind keeps the
  /// JDK from comparing the host's name by itself.
  private static final class TrustAnyone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
