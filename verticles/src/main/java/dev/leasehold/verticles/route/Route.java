package dev.leasehold.verticles.route;

import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Names;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Request;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A path of an engine with the fields that it takes and a handler for each operation that it
/// serves. Immutable; each method gives a new route, so that a route reads as a sentence:
///
/// ```text
/// Route.at("roles/{name}").fields(ROLE).read(this::readRole).write(this::writeRole)
/// ```
///
/// @param access who may ask without a token, or needs sudo as well
/// @param exists tells whether what is written exists, where Vault has an existence check: an
///   UPDATE of what is not there is then a CREATE for the policies
/// @param vetting what is looked at before the caller's own rights are, as Vault does with wrapping
///   tokens
public record Route(
    PathPattern pattern,
    Access access,
    List<Field> fields,
    boolean anyFields,
    @Nullable Existence exists,
    @Nullable Vetting vetting,
    Map<Operation, Handler> handlers) {

  /// What it takes to be let in beside the capability for the operation.
  public enum Access {
    TOKEN,
    SUDO,
    UNAUTHENTICATED
  }

  /// Whether the thing that a call names exists.
  @FunctionalInterface
  public interface Existence {
    boolean exists(Call call, View state);
  }

  /// Refuses a request for what it asks about, whoever asks.
  @FunctionalInterface
  public interface Vetting {
    void vet(Request request, Names names, View state, Instant now);
  }

  /// A route at a pattern as [PathPattern] describes it.
  public static Route at(String pattern) {
    return new Route(
        PathPattern.of(pattern),
        Access.TOKEN,
        List.of(),
        false,
        null,
        null,
        new EnumMap<>(Operation.class));
  }

  public Route sudo() {
    return new Route(pattern, Access.SUDO, fields, anyFields, exists, vetting, handlers);
  }

  public Route unauthenticated() {
    return new Route(pattern, Access.UNAUTHENTICATED, fields, anyFields, exists, vetting, handlers);
  }

  /// The fields of the body; others are ignored with a warning.
  public Route fields(Field... more) {
    return new Route(pattern, access, List.of(more), anyFields, exists, vetting, handlers);
  }

  /// The body is the client's own data: no field is declared and none is ignored.
  public Route freeForm() {
    return new Route(pattern, access, fields, true, exists, vetting, handlers);
  }

  public Route existing(Existence existence) {
    return new Route(pattern, access, fields, anyFields, existence, vetting, handlers);
  }

  public Route vetted(Vetting first) {
    return new Route(pattern, access, fields, anyFields, exists, first, handlers);
  }

  public Route read(Handler.Answer answer) {
    return on(new Handler.Read(answer), Operation.READ);
  }

  public Route list(Handler.Answer answer) {
    return on(new Handler.Read(answer), Operation.LIST);
  }

  /// POST and PUT, of what exists and of what does not.
  public Route write(Handler.Decide decide) {
    return on(new Handler.Write(decide), Operation.CREATE, Operation.UPDATE);
  }

  /// POST and PUT of what only answers and changes nothing.
  public Route ask(Handler.Answer answer) {
    return on(new Handler.Read(answer), Operation.CREATE, Operation.UPDATE);
  }

  public Route patch(Handler.Decide decide) {
    return on(new Handler.Write(decide), Operation.PATCH);
  }

  public Route delete(Handler.Decide decide) {
    return on(new Handler.Write(decide), Operation.DELETE);
  }

  /// The same with a handler for operations.
  public Route on(Handler handler, Operation... operations) {
    Map<Operation, Handler> all = new EnumMap<>(Operation.class);
    all.putAll(handlers);
    for (Operation operation : operations) {
      all.put(operation, handler);
    }
    return new Route(pattern, access, fields, anyFields, exists, vetting, all);
  }
}
