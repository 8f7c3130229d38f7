package dev.leasehold.verticles.gate;

import java.net.InetAddress;
import java.util.List;

/// Whether an address lies within CIDR blocks. Only literal addresses are looked at: no name is
/// ever resolved.
public final class Addresses {
  private Addresses() {}

  /// True where there are no blocks, or the address lies in one of them; what is no address lies in
  /// none.
  public static boolean within(List<String> blocks, String address) {
    if (blocks.isEmpty()) {
      return true;
    }
    byte[] bytes = parse(address);
    return bytes != null && blocks.stream().anyMatch(block -> contains(block, bytes));
  }

  /// Whether a text is a CIDR block or a single address.
  public static boolean isBlock(String block) {
    int slash = block.indexOf('/');
    byte[] base = parse(slash < 0 ? block : block.substring(0, slash));
    return base != null && prefix(block, slash, base.length * 8) >= 0;
  }

  /// Whether each of some blocks lies within one of others. Only for what [#isBlock] accepts.
  public static boolean covers(List<String> outer, List<String> inner) {
    return inner.stream().allMatch(one -> outer.stream().anyMatch(other -> covers(other, one)));
  }

  private static boolean covers(String outer, String inner) {
    int slash = inner.indexOf('/');
    byte[] address = parse(slash < 0 ? inner : inner.substring(0, slash));
    if (address == null || !contains(outer, address)) {
      return false;
    }
    int width = address.length * 8;
    return prefix(outer, outer.indexOf('/'), width) <= prefix(inner, slash, width);
  }

  /// A CIDR block or address as Vault shows it: without the mask of a single address, IPv6 in its
  /// short form. Only for what [#isBlock] accepts.
  public static String shown(String block) {
    int slash = block.indexOf('/');
    byte[] base = parse(slash < 0 ? block : block.substring(0, slash));
    if (base == null) {
      throw new IllegalArgumentException("this is no address");
    }
    int bits = prefix(block, slash, base.length * 8);
    String address =
        base.length == 4 ? block.substring(0, slash < 0 ? block.length() : slash) : shortForm(base);
    return bits == base.length * 8 ? address : address + "/" + bits;
  }

  /// RFC 5952: lower case, no leading zeroes, the first longest run of zeroes as two colons.
  private static String shortForm(byte[] address) {
    int from = 0;
    int length = 0;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && group(address, i + run) == 0) {
        run++;
      }
      if (run > length && run > 1) {
        from = i;
        length = run;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (length > 0 && i == from) {
        text.append("::");
        i += length - 1;
      } else {
        text.append(text.isEmpty() || text.toString().endsWith(":") ? "" : ":");
        text.append(Integer.toHexString(group(address, i)));
      }
    }
    return text.toString();
  }

  private static int group(byte[] address, int index) {
    return (address[2 * index] & 0xff) << 8 | (address[2 * index + 1] & 0xff);
  }

  private static boolean contains(String block, byte[] address) {
    int slash = block.indexOf('/');
    byte[] base = parse(slash < 0 ? block : block.substring(0, slash));
    if (base == null || base.length != address.length) {
      return false;
    }
    int bits = prefix(block, slash, base.length * 8);
    if (bits < 0) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if ((base[i / 8] & mask) != (address[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static int prefix(String block, int slash, int width) {
    if (slash < 0) {
      return width;
    }
    String digits = block.substring(slash + 1);
    if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(Character::isDigit)) {
      return -1;
    }
    int bits = Integer.parseInt(digits);
    return bits <= width ? bits : -1;
  }

  private static byte @org.jspecify.annotations.Nullable [] parse(String text) {
    boolean literal =
        !text.isEmpty()
            && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':')
            && (text.indexOf(':') >= 0 || text.chars().filter(c -> c == '.').count() == 3);
    if (!literal) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(text).getAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }
}
