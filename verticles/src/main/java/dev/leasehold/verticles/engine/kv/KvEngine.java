package dev.leasehold.verticles.engine.kv;

import dev.leasehold.events.Event;
import dev.leasehold.events.KvEvent;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.projections.kv.KvSecrets;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Engine;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Key-value secrets. The option `version` of the mount says which of the two engines serves it.
///
/// A mount of type `generic`, as the engine was called before it had versions, begins as version 1.
public final class KvEngine implements Engine {
  private static final int FIRST = 1;
  private static final String TYPE = "kv";
  private static final String OLD_TYPE = "generic";
  private final String type;
  private final List<Route> plain = new KvPlain().routes();
  private final List<Route> versioned = versioned();

  private KvEngine(String type) {
    this.type = type;
  }

  /// The engine by its name.
  public static KvEngine current() {
    return new KvEngine(TYPE);
  }

  /// The engine by its old name.
  public static KvEngine generic() {
    return new KvEngine(OLD_TYPE);
  }

  private static List<Route> versioned() {
    List<Route> routes = new ArrayList<>(new KvVersions().routes());
    routes.addAll(new KvSubkeys().routes());
    routes.addAll(new KvVersionMarks().routes());
    routes.addAll(new KvConfiguring().routes());
    routes.addAll(new KvMetadataRoutes().routes());
    routes.addAll(KvElsewhere.routes());
    return List.copyOf(routes);
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public MountTable table() {
    return MountTable.SECRET;
  }

  @Override
  public List<Route> routes(Mount mount) {
    return isVersioned(mount.options()) ? versioned : plain;
  }

  private static boolean isVersioned(@Nullable Map<String, String> options) {
    return options != null && "2".equals(options.get("version"));
  }

  @Override
  public void checkOptions(Map<String, String> options) {
    if (type.equals(OLD_TYPE)) {
      Engine.super.checkOptions(options);
    }
    String version = options.getOrDefault("version", "");
    if (!List.of("", "1", "2").contains(version)) {
      throw Refusal.badRequest("nil backend of type \"kv\" returned from factory");
    }
  }

  /// An upgrade of a mount that holds secrets says so; they read as first versions afterwards.
  @Override
  public List<Event> retuned(
      Mount mount, @Nullable Map<String, String> options, View head, Instant now) {
    boolean upgraded = isVersioned(options) && !isVersioned(mount.options());
    return upgraded && !KvSecrets.list(head, mount.uuid(), "", FIRST).isEmpty()
        ? List.of(new KvEvent.KvUpgraded(mount.uuid(), now))
        : List.of();
  }
}
