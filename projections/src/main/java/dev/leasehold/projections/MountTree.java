package dev.leasehold.projections;

import dev.leasehold.events.Mount;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the mount of a path: a tree of path segments, built once for a set of mounts and immutable
/// afterwards. A lookup walks as many segments as the deepest mount that shares them has.
final class MountTree {

  /// A segment below another one. A node is changed only while its tree is built.
  private static final class Node {
    private final Map<String, Node> children = new HashMap<>();
    private @Nullable Mount mount;
  }

  private final Map<String, Node> roots = new HashMap<>();

  MountTree(Collection<Mount> mounts) {
    for (Mount mount : mounts) {
      Node node = roots.computeIfAbsent(mount.namespace(), namespace -> new Node());
      String path = mount.fullPath();
      int start = 0;
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
        node = node.children.computeIfAbsent(path.substring(start, slash), segment -> new Node());
        start = slash + 1;
      }
      node.mount = mount;
    }
  }

  /// The mount whose path is the longest one of whole segments that this path begins with.
  @Nullable Mount longest(String namespace, String path) {
    Node node = roots.get(namespace);
    Mount found = null;
    int start = 0;
    while (node != null) {
      found = node.mount == null ? found : node.mount;
      if (start > path.length() || node.children.isEmpty()) {
        return found;
      }
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      node = node.children.get(path.substring(start, end));
      start = end + 1;
    }
    return found;
  }
}
