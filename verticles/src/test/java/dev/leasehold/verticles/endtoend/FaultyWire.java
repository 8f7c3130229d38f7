package dev.leasehold.verticles.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The way to a target on this machine, which can be broken in the ways that networks and targets
/// break. What is open when it breaks is broken too.
final class FaultyWire implements AutoCloseable {
  private static final int CHUNK_BYTES = 16 << 10;

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Queue<HeldUp> heldUp = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Fault fault = Fault.NONE;
  private volatile @Nullable Trap trap;

  /// A fault that begins with the request in which a word is.
  private record Trap(Fault fault, String word) {}

  /// How it is broken.
  enum Fault {
    NONE,
    /// Connections are closed as soon as they are made, and those that are open, at once.
    HANG_UP,
    /// Connections are made and nothing is ever said on them.
    SILENCE,
    /// What is asked arrives, and the connection is closed instead of bringing the answer: what was
    /// to be done is done, and nobody is told.
    LOSE_ANSWERS,
    /// What is asked is held up, and arrives when it is delivered, whoever is there by then.
    HOLD_UP
  }

  /// How networks and targets break by themselves.
  static final List<Fault> BREAKS =
      List.of(Fault.NONE, Fault.HANG_UP, Fault.SILENCE, Fault.LOSE_ANSWERS);

  /// What was asked and held up, and the way on.
  private record HeldUp(Socket to, ByteBuffer asked) {}

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

  /// Breaks it so with the next request in which that word is, the request included.
  void breakIt(Fault how, String word) {
    trap = new Trap(how, word);
  }

  /// Whether something is held up.
  boolean holds() {
    return !heldUp.isEmpty();
  }

  /// Lets arrive what was held up.
  void deliver() throws IOException {
    for (HeldUp next = heldUp.poll(); next != null; next = heldUp.poll()) {
      next.to().getOutputStream().write(next.asked().array());
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
    boolean kept = false;
    try {
      InputStream in = from.getInputStream();
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        if (answers && fault == Fault.LOSE_ANSWERS) {
          break;
        }
        if (!answers) {
          spring(new String(chunk, 0, length, StandardCharsets.ISO_8859_1));
        }
        if (!answers && fault == Fault.HOLD_UP) {
          heldUp.add(new HeldUp(to, ByteBuffer.wrap(Arrays.copyOf(chunk, length))));
          kept = true;
        } else if (fault != Fault.SILENCE && !(answers && to.isClosed())) {
          to.getOutputStream().write(chunk, 0, length);
        }
      }
    } catch (IOException broken) {
      // Either end has gone: so goes the other, below.
    } finally {
      if (kept) {
        open.remove(from);
        hangUp(from);
      } else {
        end(from, to);
      }
    }
  }

  private void spring(String asked) {
    Trap set = trap;
    if (set != null && asked.contains(set.word())) {
      trap = null;
      fault = set.fault();
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
