package dev.leasehold.verticles.astrasimulator;

import dev.leasehold.crypto.key.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The roles that every organization of the simulator has: Astra's default ones, and one that may
/// look at tokens without making any.
public final class Roles {
  /// Who holds it may make, list and delete tokens.
  public static final String ADMINISTRATOR = "Organization Administrator";

  /// Who holds it may list tokens and no more.
  public static final String TOKEN_READER = "Token Reader";

  private static final List<String> PLAIN =
      List.of(
          "Billing Admin",
          "Database Administrator",
          "API Admin User",
          "Admin Svc Acct",
          "RO User",
          "R/W User",
          "RO Svc Acct",
          "R/W Svc Acct",
          "API Admin Svc Acct",
          "API RO User",
          "API RO Svc Acct",
          "API R/W User",
          "API R/W Svc Acct",
          "UI View Only");

  /// All of them, in the order in which they are listed.
  public static final List<Role> ALL = all();

  private Roles() {}

  /// The id of the role of that name, which must be one of them.
  public static String id(String name) {
    return ALL.stream()
        .filter(role -> role.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such role: " + name))
        .id();
  }

  static boolean exists(String id) {
    return ALL.stream().anyMatch(role -> role.id().equals(id));
  }

  /// Whether one of these roles allows it.
  static boolean allow(List<String> ids, String action) {
    return ALL.stream()
        .anyMatch(role -> ids.contains(role.id()) && role.actions().contains(action));
  }

  private static List<Role> all() {
    List<Role> all = new ArrayList<>();
    all.add(role(ADMINISTRATOR, "default", Role.READS_TOKENS, Role.WRITES_TOKENS));
    PLAIN.forEach(name -> all.add(role(name, "default", "db-cql")));
    all.add(role(TOKEN_READER, "custom", Role.READS_TOKENS));
    return List.copyOf(all);
  }

  private static Role role(String name, String type, String... actions) {
    return new Role(madeOf(name), name, type, name, List.of(actions));
  }

  /// A UUID of version 8 (RFC 9562), whose content is the maker's: here a hash of the name.
  private static String madeOf(String name) {
    String hash = Sha256.hex(("role " + name).getBytes(StandardCharsets.UTF_8));
    return String.join(
        "-",
        hash.substring(0, 8),
        hash.substring(8, 12),
        "8" + hash.substring(13, 16),
        "a" + hash.substring(17, 20),
        hash.substring(20, 32));
  }
}
