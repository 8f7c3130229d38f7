package dev.leasehold.verticles.engine.kv;

import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.projections.kv.KvSecrets;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Engine;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Key-value secrets. The option `version` of the mount says which of the two engines serves it.
public final class KvEngine implements Engine {
  private static final int FIRST = 1;
  private final List<Route> plain = new KvPlain().routes();
  private final List<Route> versioned = versioned();

  private static List<Route> versioned() {
    List<Route> routes = new ArrayList<>(new KvVersions().routes());
    routes.addAll(new KvVersionMarks().routes());
    routes.addAll(new KvMetadataRoutes().routes());
    routes.addAll(KvElsewhere.routes());
    return List.copyOf(routes);
  }

  @Override
  public String type() {
    return "kv";
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
    String version = options.getOrDefault("version", "");
    if (!List.of("", "1", "2").contains(version)) {
      throw Refusal.badRequest("nil backend of type \"kv\" returned from factory");
    }
  }

  @Override
  public Retuned retuned(Mount mount, @Nullable Map<String, String> options, View head) {
    boolean before = isVersioned(mount.options());
    boolean after = isVersioned(options);
    if (before == after) {
      return Retuned.NOTHING;
    }
    if (before) {
      throw Refusal.badRequest("cannot downgrade mount from version 2");
    }
    if (!KvSecrets.list(head, mount.uuid(), "", FIRST).isEmpty()) {
      throw Refusal.badRequest("a mount that holds secrets cannot be upgraded");
    }
    String from = mount.options() == null ? "0" : mount.options().getOrDefault("version", "0");
    return new Retuned(
        List.of(),
        List.of(
            "Upgrading mount from version "
                + from
                + " to version 2. This mount will be unavailable for a brief period and will"
                + " resume service shortly."));
  }
}
