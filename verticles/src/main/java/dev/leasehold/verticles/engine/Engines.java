package dev.leasehold.verticles.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.verticles.request.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The engines and auth methods that this server has, and their routes by mount. Any thread.
public final class Engines {
  /// Types that are mounted at init and never by a client.
  private static final Set<String> BUILT_IN = Set.of("system", "cubbyhole", "identity", "token");

  /// How many kinds of mounts, by engine and options, have their routes kept.
  private static final int MAX_SHAPES = 1_000;

  private record Kind(MountTable table, String type) {}

  private record Shape(Engine engine, @Nullable Map<String, String> options) {}

  private final List<Engine> all;
  private final Map<Kind, Engine> byKind = new HashMap<>();
  private final Cache<Shape, RouteTable> tables =
      Caffeine.newBuilder().maximumSize(MAX_SHAPES).build();

  public Engines(List<Engine> engines) {
    all = List.copyOf(engines);
    for (Engine engine : engines) {
      byKind.put(new Kind(engine.table(), engine.type()), engine);
    }
  }

  /// All of them, in the order of their list.
  public List<Engine> all() {
    return all;
  }

  /// The engine of a mount that exists.
  public Engine byType(String type, MountTable table) {
    Engine engine = byKind.get(new Kind(table, type));
    if (engine == null) {
      throw new Fault("no engine of type " + type);
    }
    return engine;
  }

  /// The engine that a client may mount by this name, else null.
  public @Nullable Engine mountable(MountTable table, String type) {
    return BUILT_IN.contains(type) ? null : byKind.get(new Kind(table, type));
  }

  /// Whether a type is one that clients cannot mount because it is there already.
  public boolean isBuiltIn(MountTable table, String type) {
    return BUILT_IN.contains(type) && byKind.containsKey(new Kind(table, type));
  }

  /// The names of what a client may mount and, for databases, connect to: by `auth`, `database` and
  /// `secret`, sorted.
  public Map<String, List<String>> plugins() {
    Map<String, List<String>> names = new HashMap<>();
    names.put("auth", mountable(MountTable.AUTH));
    names.put("secret", mountable(MountTable.SECRET));
    names.put(
        "database",
        byKind.values().stream().flatMap(engine -> engine.targets().stream()).sorted().toList());
    return names;
  }

  private List<String> mountable(MountTable table) {
    return byKind.values().stream()
        .filter(engine -> engine.table() == table && !BUILT_IN.contains(engine.type()))
        .map(Engine::type)
        .sorted()
        .toList();
  }

  /// The engine of a mount that leases credentials.
  public Leasing leasing(String type) {
    if (byType(type, MountTable.SECRET) instanceof Leasing leasing) {
      return leasing;
    }
    throw new Fault("an engine of type " + type + " leases nothing");
  }

  /// The engines that act at times which stand in their rows.
  public List<Punctual> punctual() {
    return byKind.values().stream()
        .filter(Punctual.class::isInstance)
        .map(Punctual.class::cast)
        .toList();
  }

  /// The routes of a mount.
  public RouteTable routes(Mount mount) {
    Shape shape = new Shape(byType(mount.type(), mount.table()), mount.options());
    return tables.get(shape, missing -> new RouteTable(missing.engine().routes(mount)));
  }
}
