package dev.leasehold.projections.table;

import dev.leasehold.events.CorruptLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Paths as folders: which children a folder has, without reading what lies deeper.
///
/// A child is a leaf, or a folder whose name ends in a slash and whose row keeps the number of its
/// own children, so that an empty one vanishes and listing is one scan of a prefix. Children come
/// in the order of their blinded names: whoever shows them sorts them.
public final class FolderIndex {

  /// A child of a folder; the folder's path is empty or ends in a slash.
  public record ChildKey(String scope, String folder, String child) implements RowKey {

    @Override
    public List<KeyPart> parts() {
      return List.of(KeyPart.blinded(scope, folder), KeyPart.blinded(child));
    }
  }

  /// A folder of an index; its path is empty or ends in a slash.
  public record Folder(int table, String scope, String path) {}

  /// How many children a child has in its turn; 0 for a leaf.
  public record Child(long children) {}

  private final Table<ChildKey, Child> table;

  private FolderIndex(Table<ChildKey, Child> table) {
    this.table = table;
  }

  /// An index that keeps its rows in a table of this id and name.
  public static FolderIndex of(int id, String name) {
    return new FolderIndex(Table.of(id, name, ChildKey.class, Child.class));
  }

  public Table<ChildKey, Child> table() {
    return table;
  }

  /// Adds a leaf, and the folders above it that were not there. One that is there is impossible.
  public void add(Rows rows, String scope, String path) {
    ChildKey leaf = key(scope, path);
    if (rows.get(table, leaf) != null) {
      throw new CorruptLog("a path is added twice to " + table);
    }
    rows.put(table, leaf, new Child(0));
    String folder = leaf.folder();
    while (!folder.isEmpty()) {
      ChildKey key = key(scope, folder);
      Child before = rows.get(table, key);
      rows.put(table, key, new Child(before == null ? 1 : before.children() + 1));
      if (before != null) {
        return;
      }
      folder = key.folder();
    }
  }

  /// Removes a leaf, and the folders above it that become empty. An unknown one is impossible.
  public void remove(Rows rows, String scope, String path) {
    ChildKey leaf = key(scope, path);
    if (rows.get(table, leaf) == null) {
      throw new CorruptLog("a path is removed that is not in " + table);
    }
    rows.delete(table, leaf);
    String folder = leaf.folder();
    while (!folder.isEmpty()) {
      ChildKey key = key(scope, folder);
      Child before = rows.get(table, key);
      if (before == null) {
        throw new CorruptLog("a folder is not in " + table);
      }
      if (before.children() > 1) {
        rows.put(table, key, new Child(before.children() - 1));
        return;
      }
      rows.delete(table, key);
      folder = key.folder();
    }
  }

  /// Whether a leaf or, with a slash at the end, a folder is there.
  public boolean has(View view, String scope, String path) {
    return path.isEmpty() || view.get(table, key(scope, path)) != null;
  }

  /// Shows the names of a folder's children that come after one of them, until the visitor says
  /// false.
  public void list(
      View view, String scope, String folder, @Nullable String after, Predicate<String> visitor) {
    view.scan(
        table,
        List.of(KeyPart.blinded(scope, folder)),
        after == null ? null : new ChildKey(scope, folder, after),
        (key, child) -> visitor.test(key.child()));
  }

  /// The names of a folder's children, at most so many of them, sorted by their UTF-16 form.
  public List<String> sorted(View view, String scope, String folder, int limit) {
    List<String> known = view.children(this, new Folder(table.id(), scope, folder));
    return known == null || known.size() > limit ? scanned(view, scope, folder, limit) : known;
  }

  /// The same, looked for in the rows.
  List<String> scanned(View view, String scope, String folder, int limit) {
    List<String> found = new ArrayList<>();
    list(view, scope, folder, null, child -> found.add(child) && found.size() < limit);
    found.sort(null);
    return Collections.unmodifiableList(found);
  }

  /// Shows the paths of all leaves below a folder, at any depth, that come after one of them, until
  /// the visitor says false. Where the last one seen is gone meanwhile, the walk goes on behind its
  /// place.
  public void walk(
      View view, String scope, String folder, @Nullable String after, Predicate<String> visitor) {
    boolean ignored = walkOn(view, scope, folder, after, visitor);
  }

  private boolean walkOn(
      View view, String scope, String folder, @Nullable String after, Predicate<String> visitor) {
    String last = null;
    if (after != null) {
      if (!after.startsWith(folder)) {
        throw new IllegalArgumentException("a walk goes on from a path in its own folder");
      }
      int slash = after.indexOf('/', folder.length());
      last =
          slash < 0
              ? after.substring(folder.length())
              : after.substring(folder.length(), slash + 1);
      if (slash >= 0 && !walkOn(view, scope, folder + last, after, visitor)) {
        return false;
      }
    }
    boolean[] more = {true};
    list(
        view,
        scope,
        folder,
        last,
        child -> {
          String path = folder + child;
          more[0] =
              child.endsWith("/") ? walkOn(view, scope, path, null, visitor) : visitor.test(path);
          return more[0];
        });
    return more[0];
  }

  private static ChildKey key(String scope, String path) {
    int slash = path.lastIndexOf('/', path.length() - 2);
    return new ChildKey(scope, path.substring(0, slash + 1), path.substring(slash + 1));
  }
}
