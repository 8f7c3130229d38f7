package dev.leasehold.verticles.audit;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A datagram socket to a path, which syslog daemons listen on and the JDK does not have: four
/// calls of the C library. Linux only; elsewhere, and where the path takes no datagrams, connecting
/// fails. For one thread.
final class UnixDatagrams implements LineStream.Channel {
  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;

  /// No signal where the daemon is gone.
  private static final int MSG_NOSIGNAL = 0x4000;

  private static final int ADDRESS_BYTES = 110;
  private static final int MAX_PATH_BYTES = 107;

  private final int descriptor;

  private UnixDatagrams(int descriptor) {
    this.descriptor = descriptor;
  }

  static UnixDatagrams connect(Path path) throws IOException {
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    boolean linux = System.getProperty("os.name", "").equals("Linux");
    if (!linux || name.length > MAX_PATH_BYTES) {
      throw new IOException("no datagrams to a path");
    }
    int descriptor =
        (int) called(() -> (int) Calls.SOCKET.invokeExact((int) AF_UNIX, SOCK_DGRAM, 0));
    UnixDatagrams opened = new UnixDatagrams(descriptor);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(ADDRESS_BYTES);
      address.set(ValueLayout.JAVA_SHORT, 0, AF_UNIX);
      MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, name.length);
      called(() -> (int) Calls.CONNECT.invokeExact(descriptor, address, ADDRESS_BYTES));
      return opened;
    } catch (IOException failed) {
      opened.close();
      throw failed;
    }
  }

  @Override
  public void send(byte[] message) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
      called(() ->
          (long) Calls.SEND.invokeExact(descriptor, bytes, (long) message.length, MSG_NOSIGNAL));
    }
  }

  @Override
  public void close() throws IOException {
    called(() -> (int) Calls.CLOSE.invokeExact(descriptor));
  }

  private interface Native {
    long call() throws Throwable;
  }

  private static long called(Native function) throws IOException {
    long result;
    try {
      result = function.call();
    } catch (Throwable impossible) {
      throw new IOException("Unix syslog delivery error", impossible);
    }
    if (result < 0) {
      throw new IOException("Unix syslog delivery error");
    }
    return result;
  }

  /// The functions, found when they are first needed.
  private static final class Calls {
    static final MethodHandle SOCKET =
        function(
            "socket",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
    static final MethodHandle CONNECT =
        function(
            "connect",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    static final MethodHandle SEND =
        function(
            "send",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
    static final MethodHandle CLOSE =
        function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    @SuppressWarnings("restricted") // these four have the shapes that POSIX gives them
    private static MethodHandle function(String name, FunctionDescriptor shape) {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), shape);
    }
  }
}
