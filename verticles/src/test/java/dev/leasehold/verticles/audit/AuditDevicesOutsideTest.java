package dev.leasehold.verticles.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.request.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Devices that are other processes: sockets and the syslog daemon, played by sockets of our own.
@Timeout(30)
class AuditDevicesOutsideTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final byte[] LINES = "{\"a\":1}\n{\"b\":2}\n".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  @Test
  void lines_go_over_tcp() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, HERE);
        OutputStream out = socket(address(server.getLocalPort()), "tcp").open();
        Socket accepted = server.accept();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(accepted.getInputStream(), StandardCharsets.UTF_8))) {
      out.write(LINES);
      assertEquals("{\"a\":1}", in.readLine());
      assertEquals("{\"b\":2}", in.readLine());
    }
  }

  @Test
  void each_line_is_a_datagram_of_its_own() throws IOException {
    try (DatagramSocket server = new DatagramSocket(0, HERE);
        OutputStream out = socket(address(server.getLocalPort()), "udp").open()) {
      out.write(LINES);
      assertEquals("{\"a\":1}\n", received(server));
      assertEquals("{\"b\":2}\n", received(server));
    }
  }

  @Test
  void lines_go_to_a_unix_socket_and_to_a_syslog_daemon_that_has_one() throws IOException {
    Path path = folder.resolve("log");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      try (OutputStream out = socket(path.toString(), "unix").open();
          BufferedReader in = reader(server)) {
        out.write(LINES);
        assertEquals("{\"a\":1}", in.readLine());
      }
      try (OutputStream out = syslog(path, Map.of("facility", "local3", "tag", "t")).open();
          BufferedReader in = reader(server)) {
        out.write(LINES);
        long pid = ProcessHandle.current().pid();
        assertEquals("<158>t[" + pid + "]: {\"a\":1}", in.readLine());
      }
    }
  }

  @Test
  void a_device_that_takes_nothing_is_given_up_after_its_timeout() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, HERE);
        OutputStream out =
            Device.read(
                    "socket",
                    Map.of("address", address(server.getLocalPort()), "write_timeout", "1s"),
                    List.of())
                .open();
        Socket deaf = server.accept()) {
      assertTrue(deaf.isConnected());
      byte[] much = new byte[64 << 20];
      String told =
          String.valueOf(assertThrows(IOException.class, () -> out.write(much)).getMessage());
      assertTrue(told.endsWith("i/o timeout"), told);
    }
  }

  @Test
  void options_are_refused_in_the_words_of_vault() {
    assertEquals("address is required", refusal("socket", Map.of()));
    assertEquals(
        "time: unknown unit \"x\" in duration \"1x\"",
        refusal("socket", Map.of("address", "a:1", "write_timeout", "1x")));
    assertEquals(
        "unknown format type \"x\"", refusal("socket", Map.of("address", "a:1", "format", "x")));
    assertEquals("invalid syslog facility: NONE", refusal("syslog", Map.of("facility", "none")));
    assertEquals("unknown backend type: \"http\"", refusal("http", Map.of()));
  }

  @Test
  void without_a_daemon_syslog_cannot_be_opened() {
    String told =
        assertThrows(IOException.class, () -> syslog(folder.resolve("none"), Map.of()).open())
            .getMessage();
    assertEquals("Unix syslog delivery error", told);
  }

  @Test
  void T8_what_is_audited_writes_no_elements_of_jsonx() {
    byte[] json =
        "{\"b\":\"</json:string>&\\n\",\"a\":[1,true,null,{\"z\":\"\"}]}"
            .getBytes(StandardCharsets.UTF_8);
    assertEquals(
        "<json:array name=\"a\"><json:number>1</json:number><json:boolean>true</json:boolean>"
            + "<json:null /><json:object><json:string name=\"z\"></json:string></json:object>"
            + "</json:array><json:string name=\"b\">&lt;/json:string&gt;&amp;&#xA;</json:string>",
        new String(JsonxText.of(json), StandardCharsets.UTF_8));
  }

  private static String refusal(String type, Map<String, String> options) {
    return assertThrows(Refusal.class, () -> Device.read(type, options, List.of()))
        .errors()
        .getFirst();
  }

  private static Device socket(String address, String type) {
    return Device.read("socket", Map.of("address", address, "socket_type", type), List.of());
  }

  private static SyslogDevice syslog(Path place, Map<String, String> options) {
    SyslogDevice read = SyslogDevice.read(new HashMap<>(options));
    return new SyslogDevice(read.facility(), read.tag(), read.lines(), List.of(place));
  }

  private static String address(int port) {
    return HERE.getHostAddress() + ":" + port;
  }

  private static BufferedReader reader(ServerSocketChannel server) throws IOException {
    return new BufferedReader(Channels.newReader(server.accept(), StandardCharsets.UTF_8));
  }

  private static String received(DatagramSocket server) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
    server.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }
}
