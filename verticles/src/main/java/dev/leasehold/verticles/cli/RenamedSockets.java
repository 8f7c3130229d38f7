package dev.leasehold.verticles.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/// Makes TLS sockets that ask for, and insist on, a server of another name than that of the host
/// that they connect to. It puts TLS on connected sockets alone: callers connect first.
final class RenamedSockets extends SSLSocketFactory {
  private final SSLSocketFactory sockets;
  private final String serverName;

  RenamedSockets(SSLSocketFactory sockets, String serverName) {
    this.sockets = sockets;
    this.serverName = serverName;
  }

  @Override
  public Socket createSocket(Socket connected, String host, int port, boolean closeBoth)
      throws IOException {
    return sockets.createSocket(connected, serverName, port, closeBoth);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return sockets.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return sockets.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return layered(new Socket(host, port), port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return layered(new Socket(host, port, local, localPort), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return layered(new Socket(host, port), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return layered(new Socket(host, port, local, localPort), port);
  }

  private Socket layered(Socket connected, int port) throws IOException {
    return createSocket(connected, serverName, port, true);
  }
}
