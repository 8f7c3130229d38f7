package dev.leasehold.verticles.engine.sys;

import dev.leasehold.verticles.request.Response;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the system engine shows of the process that it runs in, and the one thing that it changes
/// there: which lines are logged. All of it is asked on a worker and may read files.
///
/// @param name what the machine calls itself
/// @param address of this server, as clients reach it; empty where unknown
/// @param host the machine: processors, memory, disks
/// @param inFlight the requests that wait for an answer now, by their ids
/// @param configuration what the server was started with, without secrets
/// @param metrics the answer of `sys/metrics` in a format
/// @param introspects whether it is told how mounts are found
/// @param levels the names of the loggers and their levels
/// @param setLevel gives a logger a level, all of them where the name is empty, the one that they
///   had at the start where the level is empty; false where there is no such logger
public record Instruments(
    Supplier<String> name,
    String address,
    Supplier<Map<String, Object>> host,
    Supplier<Map<String, Object>> inFlight,
    Supplier<Map<String, Object>> configuration,
    Function<String, Response> metrics,
    boolean introspects,
    Supplier<Map<String, String>> levels,
    BiPredicate<String, String> setLevel) {

  /// A process of which nothing is known.
  public static final Instruments NONE =
      new Instruments(
          () -> "",
          "",
          Map::of,
          Map::of,
          Map::of,
          format -> Response.nothing(),
          false,
          Map::of,
          (logger, level) -> false);
}
