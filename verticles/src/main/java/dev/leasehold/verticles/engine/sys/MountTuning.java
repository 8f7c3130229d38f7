package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Event;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.SysEvent;
import dev.leasehold.projections.login.Logins;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Engine;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.request.Undecodable;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reading and changing what can be tuned on a mount.
final class MountTuning {
  private static final Pattern SEMANTIC =
      Pattern.compile("v?[0-9]+(\\.[0-9]+){0,2}([-+][0-9A-Za-z.+-]*)?");
  private static final List<String> UNTUNABLE =
      List.of("cubbyhole/", "sys/", "audit/", "identity/");

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
            Field.map("user_lockout_config", "When names are locked out"),
            Field.text("plugin_version", "The semantic version of the plugin to use"),
            Field.text("token_type", "The type of token that the mount makes"))
        .read(this::read)
        .write(this::tune);
  }

  private Response read(Call call, View state) {
    Mount mount = mount(call, state);
    if (mount == null) {
      throw Refusal.badRequest("cannot fetch sysview for path \"" + path(call) + "\"");
    }
    return Response.injected(
        MountInfo.tuned(mount, call.ttls(), Logins.tuned(state, mount.uuid())));
  }

  private Decision tune(Call call, View head) {
    Mount mount = mount(call, head);
    if (UNTUNABLE.stream().anyMatch(path(call)::startsWith)) {
      throw Refusal.badRequest("cannot tune \"" + path(call) + "\"");
    }
    if (mount == null) {
      throw Refusal.badRequest("tune of path \"" + path(call) + "\" failed: no mount entry found");
    }
    Fields fields = call.fields();
    MountConfig config = config(mount, call);
    refuseVersion(mount, fields);
    MountOptions options = MountOptions.tuned(mount.options(), fields.pairs("options"));
    String description =
        fields.given("description") ? fields.text("description") : mount.description();
    Engine engine = engines.byType(mount.type(), mount.table());
    List<Event> changes = engine.retuned(mount, options.merged(), head, call.now());
    List<Event> events = new ArrayList<>();
    events.add(new SysEvent.MountTuned(mount.uuid(), description, options.merged(), config));
    events.addAll(changes);
    Map<String, Object> lockout = fields.map("user_lockout_config");
    if (!lockout.isEmpty()) {
      events.add(LockoutForm.tuned(mount, lockout, Logins.tuned(head, mount.uuid())));
    }
    return Decision.of(Response.nothing().warned(options.warnings()), events);
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
    if (fields.given("token_type")) {
      refuseTokenType(mount);
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

  /// There is one version of each engine, and it cannot be chosen.
  private static void refuseVersion(Mount mount, Fields fields) {
    String version = fields.text("plugin_version");
    if (!fields.given("plugin_version")) {
      return;
    }
    throw Refusal.badRequest(
        SEMANTIC.matcher(version).matches()
            ? "plugin not found in the catalog: "
                + mount.type()
                + ", version=v"
                + version.replaceFirst("^v", "")
            : "version "
                + GoText.quoted(version)
                + " is not a valid semantic version: Malformed version: "
                + version);
  }

  private static void refuseTokenType(Mount mount) {
    if (mount.table() != MountTable.AUTH) {
      throw Refusal.badRequest("'token_type' can only be modified on auth mounts");
    }
    if (mount.type().equals("token")) {
      throw Refusal.badRequest("'token_type' cannot be set for 'token' or 'ns_token' auth mounts");
    }
  }

  /// An empty text changes nothing, `system` and 0 mean the system's.
  private static long ttl(Fields fields, String name, long old) {
    String text = fields.text(name);
    try {
      return text.isEmpty() ? old : text.equals("system") ? 0 : DurationText.read(text).toSeconds();
    } catch (Undecodable undecodable) {
      throw Refusal.badRequest(String.valueOf(undecodable.getMessage()));
    }
  }

  private static String text(Fields fields, String name, String old) {
    return fields.given(name) ? fields.text(name) : old;
  }

  private static List<String> list(Fields fields, String name, List<String> old) {
    return fields.given(name) ? fields.list(name) : old;
  }

  /// The mount that serves the path, which may lie below it.
  private @Nullable Mount mount(Call call, View state) {
    return state.small().mountFor(call.request().namespace(), path(call));
  }

  private String path(Call call) {
    String path = MountRoutes.slashed(call);
    return table == MountTable.AUTH ? "auth/" + path : path;
  }
}
