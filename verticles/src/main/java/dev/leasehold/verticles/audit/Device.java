package dev.leasehold.verticles.audit;

import dev.leasehold.verticles.request.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Where the lines of an audit device go. What it opens is written whole lines at a time, by one
/// thread.
sealed interface Device permits AuditFile, SyslogDevice, SocketDevice {

  /// How the lines are to be.
  LineOptions lines();

  /// Opens the device for appending; may block.
  OutputStream open() throws IOException;

  /// A device of one of Vault's types, or a [Refusal] in its words.
  ///
  /// @param forbidden folders of ours, in which no audit file may lie
  static Device read(String type, Map<String, String> options, List<Path> forbidden) {
    return switch (type) {
      case "file" -> new AuditFile(FileOptions.read(options), forbidden);
      case "syslog" -> SyslogDevice.read(options);
      case "socket" -> SocketDevice.read(options);
      default -> throw Refusal.badRequest("unknown backend type: \"" + type + "\"");
    };
  }
}
