package dev.leasehold.projections.cubbyhole;

import static dev.leasehold.projections.cubbyhole.CubbyholeTables.ENTRIES;
import static dev.leasehold.projections.cubbyhole.CubbyholeTables.PATHS;

import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What one may ask about cubbyholes; each is named by the accessor of its token.
public final class Cubbyholes {
  /// Where the answer lies that a wrapping token wraps.
  public static final String RESPONSE = "response";

  private Cubbyholes() {}

  /// What lies at a path, or null.
  public static @Nullable CubbyholeEntry entry(View view, String cubbyhole, String path) {
    return view.get(ENTRIES, new PairKey(cubbyhole, path));
  }

  /// Names of what lies in a folder, which is empty or ends in a slash, sorted: folders with a
  /// slash at the end, and entries. At most `limit` of them are looked at.
  public static List<String> list(View view, String cubbyhole, String folder, int limit) {
    return PATHS.sorted(view, cubbyhole, folder, limit);
  }

  /// Up to so many paths of a cubbyhole, at any depth: the next page to erase.
  public static List<String> page(View view, String cubbyhole, int limit) {
    List<String> page = new ArrayList<>();
    PATHS.walk(view, cubbyhole, "", null, path -> page.add(path) && page.size() < limit);
    return page;
  }

  /// What must be destroyed where these paths are erased.
  public static List<PayloadName> payloads(View view, String cubbyhole, List<String> paths) {
    return paths.stream()
        .map(path -> entry(view, cubbyhole, path))
        .filter(Objects::nonNull)
        .map(CubbyholeEntry::data)
        .toList();
  }
}
