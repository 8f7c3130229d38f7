package dev.leasehold.verticles.audit;

import dev.leasehold.verticles.request.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A device of type `syslog`: lines to the daemon of this machine, with the severity `info`. The
/// daemon is looked for where Go looks, and puts its own time before each line.
///
/// @param facility the number of a facility
record SyslogDevice(int facility, String tag, LineOptions lines, List<Path> places)
    implements Device {
  static final List<Path> PLACES =
      List.of(Path.of("/dev/log"), Path.of("/var/run/syslog"), Path.of("/var/run/log"));

  private static final List<String> FACILITIES =
      List.of(
          "KERN",
          "USER",
          "MAIL",
          "DAEMON",
          "AUTH",
          "SYSLOG",
          "LPR",
          "NEWS",
          "UUCP",
          "CRON",
          "AUTHPRIV",
          "FTP");
  private static final int FIRST_LOCAL = 16;
  private static final int INFO = 6;
  private static final Duration TIMEOUT = Duration.ofMillis(500);

  static SyslogDevice read(Map<String, String> options) {
    LineOptions lines = LineOptions.read(options);
    int facility = facility(options.getOrDefault("facility", "AUTH"));
    return new SyslogDevice(facility, options.getOrDefault("tag", "vault"), lines, PLACES);
  }

  private static int facility(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    int found = FACILITIES.indexOf(upper);
    if (found < 0 && upper.matches("LOCAL[0-7]")) {
      found = FIRST_LOCAL + upper.charAt(5) - '0';
    }
    if (found < 0) {
      throw Refusal.badRequest("invalid syslog facility: " + upper);
    }
    return found;
  }

  @Override
  public OutputStream open() throws IOException {
    for (Path place : places) {
      LineStream.Channel daemon = connected(place);
      if (daemon != null) {
        return new LineStream(headed(daemon));
      }
    }
    throw new IOException("Unix syslog delivery error");
  }

  private static LineStream.@Nullable Channel connected(Path place) {
    try {
      return UnixDatagrams.connect(place);
    } catch (IOException noDatagrams) {
      try {
        return stream(place);
      } catch (IOException nobody) {
        return null;
      }
    }
  }

  private static LineStream.Channel stream(Path place) throws IOException {
    OutputStream out =
        TimedStream.connect(
            SocketChannel.open(StandardProtocolFamily.UNIX),
            UnixDomainSocketAddress.of(place),
            TIMEOUT,
            "Unix syslog delivery error");
    return new LineStream.Channel() {
      @Override
      public void send(byte[] message) throws IOException {
        out.write(message);
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  private LineStream.Channel headed(LineStream.Channel channel) {
    String end = tag + "[" + ProcessHandle.current().pid() + "]: ";
    return new LineStream.Channel() {
      @Override
      public void send(byte[] message) throws IOException {
        String head = "<" + (facility * 8 + INFO) + ">" + end;
        channel.send(AuditLines.joined(head.getBytes(StandardCharsets.UTF_8), message));
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}
