package dev.leasehold.verticles.outbound.cassandra;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The servers of one cluster as Vault's setting `hosts` names them: a list with commas, each with
/// a port of its own if it wants, as `10.0.0.1,db.example:9142,[::1]`.
public record CassandraHosts(List<Host> hosts) {
  /// More are of no use: one that answers is enough.
  private static final int MOST = 32;

  private static final Pattern WITH_PORT = Pattern.compile("(?:\\[(.+)]|([^:]*))(?::(\\d{1,5}))?");
  private static final int LAST_PORT = 65_535;

  /// One server.
  public record Host(String name, int port) {}

  public CassandraHosts {
    hosts = List.copyOf(hosts);
  }

  /// Reads a list.
  ///
  /// @throws IllegalArgumentException with a text for the client
  public static CassandraHosts parse(String text, int port) {
    List<Host> hosts = new ArrayList<>();
    for (String one : text.split(",", -1)) {
      if (!one.isBlank()) {
        hosts.add(host(one.strip(), port));
      }
    }
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("hosts cannot be empty");
    }
    if (hosts.size() > MOST) {
      throw new IllegalArgumentException("hosts cannot be more than " + MOST);
    }
    return new CassandraHosts(hosts);
  }

  private static Host host(String text, int port) {
    Matcher parts = WITH_PORT.matcher(text);
    if (!parts.matches()) {
      // Colons without brackets: an IPv6 address.
      return new Host(text, port);
    }
    String name = parts.group(1) == null ? parts.group(2) : parts.group(1);
    int own = parts.group(3) == null ? port : Integer.parseInt(parts.group(3));
    if (name.isEmpty() || own < 1 || own > LAST_PORT) {
      throw new IllegalArgumentException(
          "hosts must be names or addresses, and ports of 1 to 65535");
    }
    return new Host(name, own);
  }
}
