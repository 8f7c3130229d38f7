package dev.leasehold.verticles.engine.sys;

import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which lines this process logs, until it ends: nothing of it is in the journal.
final class LoggerRoutes {
  private static final Set<String> LEVELS =
      Set.of("trace", "debug", "notice", "info", "warn", "warning", "err", "error");
  private static final Set<String> WATCHED =
      Set.of("", "trace", "debug", "info", "warn", "error", "off");
  private static final Field LEVEL = Field.text("level", "Log verbosity level");

  private final Instruments instruments;

  LoggerRoutes(Instruments instruments) {
    this.instruments = instruments;
  }

  List<Route> routes() {
    return List.of(
        Route.at("monitor")
            .fields(
                Field.text("log_level", "Log level to view system logs at."),
                Field.text("log_format", "Output format of logs: standard or json.")
                    .fallback("standard"))
            .read(LoggerRoutes::monitor),
        Route.at("loggers")
            .fields(LEVEL)
            .read(this::all)
            .on(changing(this::set), Operation.CREATE, Operation.UPDATE)
            .on(changing(this::reset), Operation.DELETE),
        Route.at("loggers/{name:any}")
            .fields(LEVEL)
            .read(this::one)
            .on(changing(this::set), Operation.CREATE, Operation.UPDATE)
            .on(changing(this::reset), Operation.DELETE));
  }

  /// Who may watch is decided here; the lines are told by the http room.
  private static Response monitor(Call call, View state) {
    if (!WATCHED.contains(call.fields().text("log_level").toLowerCase(Locale.ROOT))) {
      throw Refusal.badRequest("unknown log level");
    }
    String format = call.fields().text("log_format").toLowerCase(Locale.ROOT);
    if (!format.equals("standard") && !format.equals("json")) {
      throw Refusal.badRequest("unknown log format");
    }
    return Response.nothing();
  }

  private static Handler changing(Handler.Prepare change) {
    return new Handler.Prepared(change, (call, head, prepared) -> Decision.of(Response.nothing()));
  }

  private Response all(Call call, View state) {
    return Response.of(new TreeMap<String, Object>(instruments.levels().get()));
  }

  private Response one(Call call, View state) {
    String name = call.fields().text("name");
    String level = instruments.levels().get().get(name);
    return Response.of(level == null ? Map.of() : Map.of(name, level));
  }

  private @Nullable Object set(Call call, View committed) {
    String level = call.fields().text("level");
    if (level.isEmpty()) {
      throw Refusal.badRequest("level is required");
    }
    if (!LEVELS.contains(level)) {
      throw Refusal.badRequest("invalid level provided: unknown log level: " + level);
    }
    return apply(call, level);
  }

  private @Nullable Object reset(Call call, View committed) {
    return apply(call, "");
  }

  private @Nullable Object apply(Call call, String level) {
    String name = call.path().equals("loggers") ? "" : call.fields().text("name");
    if (!instruments.setLevel().test(name, level)) {
      throw unknown(name);
    }
    return null;
  }

  private static Refusal unknown(String name) {
    return Refusal.badRequest("logger " + GoText.quoted(name) + " not found");
  }
}
