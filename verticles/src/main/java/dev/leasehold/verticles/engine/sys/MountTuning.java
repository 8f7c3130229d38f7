package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Event;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.SysEvent;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Engine;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reading and changing what can be tuned on a mount.
final class MountTuning {
  /// Paths of mounts that are as they are.
  private static final Set<String> NOT_TUNABLE = Set.of("sys/", "cubbyhole/");

  private final MountTable table;
  private final Engines engines;

  MountTuning(MountTable table, Engines engines) {
    this.table = table;
    this.engines = engines;
  }

  /// The route for mounts of one segment and, by its rest capture, of several.
  Route route(String root) {
    return Route.at(root + "/{path...}/tune")
        .fields(
            Field.text("default_lease_ttl", "The default lease TTL for this mount"),
            Field.text("max_lease_ttl", "The max lease TTL for this mount"),
            Field.text("description", "User-friendly description for this mount"),
            Field.pairs("options", "The options to pass into the backend"),
            Field.text("listing_visibility", "Whether unauthenticated clients see the mount"),
            Field.commaList("audit_non_hmac_request_keys", "Request keys not hashed in audits"),
            Field.commaList("audit_non_hmac_response_keys", "Response keys not hashed in audits"),
            Field.commaList("passthrough_request_headers", "Request headers passed on"),
            Field.commaList("allowed_response_headers", "Response headers an engine may set"),
            Field.text("token_type", "The type of token that the mount makes"))
        .read(this::read)
        .write(this::tune);
  }

  private Response read(Call call, View state) {
    Mount mount = mount(call, state);
    if (mount == null) {
      throw Refusal.badRequest("cannot fetch sysview for path \"" + path(call) + "\"");
    }
    return Response.injected(MountInfo.tuned(mount, call.ttls()));
  }

  private Decision tune(Call call, View head) {
    Mount mount = mount(call, head);
    if (mount == null) {
      throw Refusal.badRequest("tune of path \"" + path(call) + "\" failed: no mount entry found");
    }
    if (NOT_TUNABLE.contains(mount.fullPath())) {
      throw Refusal.badRequest("cannot tune \"" + mount.path() + "\"");
    }
    Fields fields = call.fields();
    Map<String, String> options = options(mount, fields);
    MountConfig config = config(mount, call);
    String description =
        fields.given("description") ? fields.text("description") : mount.description();
    Engine engine = engines.byType(mount.type(), table);
    Engine.Retuned retuned = engine.retuned(mount, options, head);
    List<Event> events = new ArrayList<>();
    events.add(new SysEvent.MountTuned(mount.uuid(), description, options, config));
    events.addAll(retuned.events());
    return Decision.of(Response.nothing().warned(retuned.warnings()), events);
  }

  private static @Nullable Map<String, String> options(Mount mount, Fields fields) {
    if (!fields.given("options")) {
      return mount.options();
    }
    Map<String, String> merged = new LinkedHashMap<>();
    if (mount.options() != null) {
      merged.putAll(mount.options());
    }
    merged.putAll(fields.pairs("options"));
    return merged;
  }

  private MountConfig config(Mount mount, Call call) {
    Fields fields = call.fields();
    MountConfig old = mount.config();
    long defaultTtl = ttl(fields, "default_lease_ttl", old.defaultLeaseTtlSeconds());
    long maxTtl = ttl(fields, "max_lease_ttl", old.maxLeaseTtlSeconds());
    if (maxTtl > 0 && defaultTtl > maxTtl) {
      throw Refusal.badRequest(
          "backend max lease TTL of "
              + maxTtl
              + " would be less than backend default lease TTL of "
              + defaultTtl);
    }
    String visibility = text(fields, "listing_visibility", old.listingVisibility());
    MountForm.checkVisibility(visibility);
    String tokenType = text(fields, "token_type", old.tokenType());
    if (fields.given("token_type") && table != MountTable.AUTH) {
      throw Refusal.badRequest("'token_type' can only be modified on auth mounts");
    }
    return new MountConfig(
        defaultTtl,
        maxTtl,
        old.forceNoCache(),
        visibility,
        list(fields, "audit_non_hmac_request_keys", old.auditNonHmacRequestKeys()),
        list(fields, "audit_non_hmac_response_keys", old.auditNonHmacResponseKeys()),
        list(fields, "passthrough_request_headers", old.passthroughRequestHeaders()),
        list(fields, "allowed_response_headers", old.allowedResponseHeaders()),
        MountForm.tokenType(tokenType));
  }

  /// An empty text changes nothing, `system` and 0 mean the system's.
  private static long ttl(Fields fields, String name, long old) {
    String text = fields.text(name);
    return text.isEmpty() ? old : MountForm.ttl(text, name.substring(0, name.indexOf('_')));
  }

  private static String text(Fields fields, String name, String old) {
    return fields.given(name) ? fields.text(name) : old;
  }

  private static List<String> list(Fields fields, String name, List<String> old) {
    return fields.given(name) ? fields.list(name) : old;
  }

  private @Nullable Mount mount(Call call, View state) {
    String path = MountRoutes.slashed(call);
    boolean auth = table == MountTable.SECRET && path.startsWith("auth/");
    return auth
        ? MountRoutes.find(state.small(), call, MountTable.AUTH, path.substring(5))
        : MountRoutes.find(state.small(), call, table, path);
  }

  private String path(Call call) {
    String path = MountRoutes.slashed(call);
    return table == MountTable.AUTH ? "auth/" + path : path;
  }
}
