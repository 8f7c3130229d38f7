package dev.leasehold.verticles.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The way to a target on this machine, which can be broken in the ways that networks and targets
/// break. What is open when it breaks is broken too.
final class FaultyWire implements AutoCloseable {
  private static final int CHUNK_BYTES = 16 << 10;

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Fault fault = Fault.NONE;

  /// How it is broken.
  enum Fault {
    NONE,
    /// Connections are closed as soon as they are made, and those that are open, at once.
    HANG_UP,
    /// Connections are made and nothing is ever said on them.
    SILENCE,
    /// What is asked arrives, and the connection is closed instead of bringing the answer: what was
    /// to be done is done, and nobody is told.
    LOSE_ANSWERS
  }

  /// A way to a port of 127.0.0.1.
  FaultyWire(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /// How many connections were made to it so far, whatever became of them.
  int connections() {
    return connections.get();
  }

  /// Breaks it so, or mends it. Connections on which something was lost in silence are of no use to
  /// anybody and are closed when that ends.
  void breakIt(Fault how) {
    Fault before = fault;
    fault = how;
    if (how == Fault.HANG_UP || before == Fault.SILENCE) {
      open.forEach(FaultyWire::hangUp);
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket near = listening.accept();
        open.add(near);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> connect(near));
      } catch (IOException closed) {
        // The loop ends if the wire was closed; a connection that was lost at once is no matter.
      }
    }
  }

  private void connect(Socket near) {
    if (fault == Fault.HANG_UP) {
      end(near, near);
      return;
    }
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(far);
      Thread.ofVirtual().start(() -> carry(near, far, false));
      carry(far, near, true);
    } catch (IOException noTarget) {
      end(near, near);
    }
  }

  private void carry(Socket from, Socket to, boolean answers) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        if (answers && fault == Fault.LOSE_ANSWERS) {
          break;
        }
        if (fault != Fault.SILENCE) {
          out.write(chunk, 0, length);
        }
      }
    } catch (IOException broken) {
      // Either end has gone: so goes the other, below.
    } finally {
      end(from, to);
    }
  }

  private void end(Socket one, Socket other) {
    open.remove(one);
    open.remove(other);
    hangUp(one);
    hangUp(other);
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      throw new IllegalStateException("a socket does not close", gone);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    open.forEach(FaultyWire::hangUp);
  }
}
