package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Mount;
import dev.leasehold.projections.SmallState;
import dev.leasehold.projections.lease.LeaseQuery;
import dev.leasehold.projections.lease.LeaseSearch;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.mount.DisabledMount;
import dev.leasehold.projections.mount.MountSweep;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who holds what: `leases/search`, which Vault has not. It shows credentials that live in a
/// target, a page at a time, and no secret.
final class LeaseSearchRoutes {
  /// As many as a client asks for at most, so that an answer stays below a megabyte.
  private static final int MOST = 1_000;

  private static final int USUAL = 100;

  private static final Field[] FIELDS = {
    Field.text("mount", "Path of the mount that issued them"),
    Field.text("role", "Role that they were issued for"),
    Field.text("entity_id", "Entity that asked for them"),
    Field.text("target", "Where they live: path of the mount, name of the connection"),
    Field.text("user_name", "What the credential is called in its target"),
    Field.lowerCase("state", "intended, active, revoking or quarantined"),
    Field.time("due_after", "They expire, or are tried again, then or later"),
    Field.time("due_before", "They expire, or are tried again, before that"),
    Field.integer("limit", "How many to show at most: 1 to 1000").fallback(USUAL),
    Field.text("after", "What the page before told as next"),
  };

  List<Route> routes() {
    return List.of(
        Route.at("leases/search")
            .sudo()
            .fields(FIELDS)
            .on(new Handler.Prepared(this::find, this::answer), Operation.READ));
  }

  /// On a worker.
  private Object find(Call call, View committed) {
    Fields fields = call.fields();
    int limit = fields.integer("limit");
    if (limit < 1 || limit > MOST) {
      throw Refusal.badRequest("'limit' must be from 1 to " + MOST);
    }
    String after = fields.text("after");
    try {
      LeaseSearch.Page page =
          LeaseSearch.page(
              committed,
              query(call, committed),
              after.isEmpty() ? null : LeaseCursor.read(after),
              limit);
      LeaseDescription description = new LeaseDescription(committed, call.now());
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("leases", page.leases().stream().map(description::of).toList());
      data.put("next", page.next() == null ? "" : LeaseCursor.text(page.next()));
      return Response.of(data);
    } catch (IllegalArgumentException foreign) {
      throw Refusal.badRequest("invalid 'after' provided");
    }
  }

  private Decision answer(Call call, View head, @Nullable Object found) {
    return Decision.of((Response) Objects.requireNonNull(found));
  }

  private static LeaseQuery query(Call call, View view) {
    Fields fields = call.fields();
    String namespace = call.request().namespace();
    String target = fields.text("target");
    return new LeaseQuery(
        namespace,
        fields.text("mount").isEmpty() ? null : mount(view, namespace, fields.text("mount")),
        given(fields, "role"),
        given(fields, "entity_id"),
        target.isEmpty() ? null : target(view, namespace, target),
        given(fields, "user_name"),
        state(fields.text("state")),
        time(fields, "due_after"),
        time(fields, "due_before"));
  }

  private static @Nullable String given(Fields fields, String name) {
    return fields.text(name).isEmpty() ? null : fields.text(name);
  }

  private static @Nullable Instant time(Fields fields, String name) {
    return fields.given(name) ? fields.time(name) : null;
  }

  private static @Nullable LeaseState state(String text) {
    return switch (text) {
      case "" -> null;
      case "intended" -> LeaseState.INTENDED;
      case "active" -> LeaseState.ACTIVE;
      case "revoking" -> LeaseState.REVOKING;
      case "quarantined" -> LeaseState.QUARANTINED;
      default -> throw Refusal.badRequest("unknown 'state' provided: " + GoText.quoted(text));
    };
  }

  /// What a lease's state is called.
  static String name(LeaseState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String mount(View view, String namespace, String path) {
    String wanted = path.endsWith("/") ? path : path + "/";
    return mounts(view)
        .filter(mount -> mount.namespace().equals(namespace) && mount.fullPath().equals(wanted))
        .findFirst()
        .map(Mount::uuid)
        .orElseThrow(() -> Refusal.badRequest("no mount at " + GoText.quoted(wanted)));
  }

  private static String target(View view, String namespace, String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0) {
      throw Refusal.badRequest("'target' must be the path of a mount, slash, a connection");
    }
    return mount(view, namespace, text.substring(0, slash)) + text.substring(slash);
  }

  /// All mounts; those that are disabled come last, and have leases until they are revoked.
  private static Stream<Mount> mounts(View view) {
    SmallState small = view.small();
    return Stream.concat(
        small.mounts().stream(), MountSweep.disabled(view).stream().map(DisabledMount::mount));
  }
}
