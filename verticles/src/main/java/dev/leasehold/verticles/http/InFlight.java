package dev.leasehold.verticles.http;

import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Request;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The requests that wait for an answer now. Any thread.
public final class InFlight {
  private final Map<String, Request> requests = new ConcurrentHashMap<>();

  /// Counts a request as in flight until its answer is there.
  Future<Answered> watch(Request request, Supplier<Future<Answered>> handling) {
    requests.put(request.id(), request);
    Future<Answered> answered;
    try {
      answered = handling.get();
    } catch (RuntimeException failed) {
      requests.remove(request.id());
      throw failed;
    }
    if (answered.isComplete()) {
      requests.remove(request.id());
      return answered;
    }
    return answered.onComplete(done -> requests.remove(request.id()));
  }

  /// How many there are.
  public int count() {
    return requests.size();
  }

  /// What Vault tells of them, by their ids.
  public Map<String, Object> told() {
    Map<String, Object> told = new LinkedHashMap<>();
    requests.forEach((id, request) -> {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("start_time", request.received());
      one.put("client_remote_address", request.remoteAddress() + ":" + request.remotePort());
      one.put("request_path", "/v1/" + request.path());
      one.put("request_method", method(request.operation()));
      one.put("client_id", "");
      told.put(id, one);
    });
    return told;
  }

  private static String method(Operation operation) {
    return switch (operation) {
      case READ, HELP -> "GET";
      case LIST -> "LIST";
      case PATCH -> "PATCH";
      case DELETE -> "DELETE";
      case CREATE, UPDATE, RENEW, REVOKE, ROLLBACK -> "PUT";
    };
  }
}
