package dev.leasehold.verticles.engine.cubbyhole;

import dev.leasehold.events.CubbyholeEvent;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Payload;
import dev.leasehold.projections.cubbyhole.CubbyholeEntry;
import dev.leasehold.projections.cubbyhole.Cubbyholes;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Engine;
import dev.leasehold.verticles.engine.JsonPayload;
import dev.leasehold.verticles.engine.LeftBehind;
import dev.leasehold.verticles.engine.Overdue;
import dev.leasehold.verticles.engine.WrappingToken;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Objects at paths that only the token reads which wrote them, and that end with it. It is always
/// mounted at `cubbyhole/`. What it holds is named by the accessor of the caller's token.
public final class CubbyholeEngine implements Engine {
  /// The most entries that a LIST looks at.
  private static final int MAX_LISTED = 1_000_000;

  /// The most paths that one event erases.
  private static final int MAX_ERASED = 100;

  private static final String OLD_WAY =
      "Reading from 'cubbyhole/response' is deprecated. Please use sys/wrapping/unwrap to unwrap"
          + " responses, as it provides additional security checks and other benefits.";

  @Override
  public String type() {
    return "cubbyhole";
  }

  @Override
  public MountTable table() {
    return MountTable.SECRET;
  }

  @Override
  public List<Route> routes(Mount mount) {
    return List.of(
        Route.at("{path...}")
            .freeForm()
            .existing((call, state) -> entry(call, state) != null)
            .read(this::read)
            .list(this::list)
            .write(this::write)
            .delete(this::delete));
  }

  @Override
  public LeftBehind leftBehind(String accessor, View head, int characters) {
    List<String> left = Cubbyholes.page(head, accessor, MAX_ERASED);
    List<String> paths = new ArrayList<>();
    int named = 0;
    for (int i = 0; i < left.size() && named < characters; i++) {
      paths.add(left.get(i));
      named += left.get(i).length();
    }
    Overdue page =
        paths.isEmpty()
            ? Overdue.NONE
            : new Overdue(
                List.of(new CubbyholeEvent.CubbyholeErased(accessor, paths)),
                Cubbyholes.payloads(head, accessor, paths));
    return new LeftBehind(page, named, left.isEmpty());
  }

  private static String own(Call call) {
    String accessor = call.callerOrRefuse().token().accessor();
    if (accessor.isEmpty()) {
      throw Refusal.badRequest(
          "cubbyhole operations are only supported by \"service\" type tokens");
    }
    return accessor;
  }

  private static @Nullable CubbyholeEntry entry(Call call, View state) {
    return Cubbyholes.entry(state, own(call), call.path());
  }

  private Response read(Call call, View state) {
    String own = own(call);
    if (call.path().isEmpty()) {
      throw Refusal.internal("missing path");
    }
    CubbyholeEntry entry = Cubbyholes.entry(state, own, call.path());
    if (entry == null) {
      throw Refusal.notFound();
    }
    boolean wraps = WrappingToken.is(call.callerOrRefuse().token());
    return Response.of(JsonPayload.read(state, entry.data()))
        .warned(wraps ? List.of(OLD_WAY) : List.of());
  }

  private Response list(Call call, View state) {
    List<String> keys = Cubbyholes.list(state, own(call), call.path(), MAX_LISTED);
    if (keys.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("keys", keys));
  }

  private Decision write(Call call, View head) {
    String own = own(call);
    Map<String, Object> data = call.request().data();
    if (data.isEmpty()) {
      throw Refusal.internal("missing data fields");
    }
    if (call.path().isEmpty()) {
      throw Refusal.internal("missing path");
    }
    Payload payload = JsonPayload.payload(call, data);
    return Decision.of(
            Response.nothing(),
            new CubbyholeEvent.CubbyholeWritten(own, call.path(), payload.name()))
        .bringing(payload)
        .destroying(Cubbyholes.payloads(head, own, List.of(call.path())));
  }

  private Decision delete(Call call, View head) {
    if (entry(call, head) == null) {
      return Decision.of(Response.nothing());
    }
    List<String> path = List.of(call.path());
    return Decision.of(Response.nothing(), new CubbyholeEvent.CubbyholeErased(own(call), path))
        .destroying(Cubbyholes.payloads(head, own(call), path));
  }
}
