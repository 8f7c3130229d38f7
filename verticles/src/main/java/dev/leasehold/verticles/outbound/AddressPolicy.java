package dev.leasehold.verticles.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Which addresses may be dialled. Asked with the address itself, after the name was resolved and
/// right before the connection is made, so that a name that changes its mind gains nothing.
///
/// What is denied is denied; of the rest everything is allowed, unless allowed ranges are given:
/// then only these. Immutable.
public record AddressPolicy(List<Range> allowed, List<Range> denied) {
  /// Every address may be dialled.
  public static final AddressPolicy OPEN = new AddressPolicy(List.of(), List.of());

  public AddressPolicy {
    allowed = List.copyOf(allowed);
    denied = List.copyOf(denied);
  }

  /// A range of addresses: those whose first bits are those of the network.
  public record Range(InetAddress network, int bits) {
    /// Reads `10.0.0.0/8`, `::1/128` or a single address; names are not accepted.
    public static Range parse(String text) {
      int slash = text.indexOf('/');
      InetAddress network = literal(slash < 0 ? text : text.substring(0, slash));
      int width = network.getAddress().length * 8;
      int bits = slash < 0 ? width : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > width) {
        throw new IllegalArgumentException("a range of addresses has too many bits");
      }
      return new Range(network, bits);
    }

    /// Whether an address of the same family lies in this range.
    public boolean contains(InetAddress address) {
      byte[] wanted = network.getAddress();
      byte[] given = address.getAddress();
      if (wanted.length != given.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((wanted[bit / 8] & mask) != (given[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }

    private static InetAddress literal(String text) {
      try {
        return InetAddress.ofLiteral(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("a range of addresses must be numeric", e);
      }
    }
  }

  /// Whether this address may be dialled. An IPv4 address inside an IPv6 one is judged as IPv4.
  public boolean permits(InetAddress address) {
    InetAddress judged = plain(address);
    if (denied.stream().anyMatch(range -> range.contains(judged))) {
      return false;
    }
    return allowed.isEmpty() || allowed.stream().anyMatch(range -> range.contains(judged));
  }

  private static InetAddress plain(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has an impossible length", e);
    }
  }
}
