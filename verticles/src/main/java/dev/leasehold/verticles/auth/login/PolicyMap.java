package dev.leasehold.verticles.auth.login;

import dev.leasehold.events.AuthMapEvent;
import dev.leasehold.events.Payload;
import dev.leasehold.projections.authmap.AuthMapProjection;
import dev.leasehold.projections.authmap.MapEntry;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.JsonPayload;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A map below `map/` of an auth method, as Vault's older methods have them: a key, whose case does
/// not count, to an object that is kept just as it was sent, whose member `value` names policies.
///
/// Immutable and pure; a method has one for each of its maps.
public final class PolicyMap {
  private static final int MAX_LISTED = 1_000_000;
  private static final String EVERYONE = "default";

  private final String name;
  private final Keying keying;
  private final Field[] fields;

  /// What an entry is called in the log, where its key is a secret.
  @FunctionalInterface
  public interface Keying {
    String id(Call call, String key);
  }

  /// A map whose keys are no secrets.
  public PolicyMap(String name, Field... own) {
    this(name, (call, key) -> key, own);
  }

  public PolicyMap(String name, Keying keying, Field... own) {
    this.name = name;
    this.keying = keying;
    List<Field> all = new ArrayList<>(Arrays.asList(own));
    all.add(Field.text("value", "Value for " + name + " mapping"));
    all.add(Field.text("key", "Key for the " + name + " mapping"));
    this.fields = all.toArray(new Field[0]);
  }

  public List<Route> routes() {
    return List.of(
        Route.at("map/" + name + "/").list(this::list).read(this::list),
        Route.at("map/" + name + "/{key:word}")
            .fields(fields)
            .freeForm()
            .existing((call, state) -> entry(call, state, key(call)) != null)
            .read(this::read)
            .write(this::write)
            .delete(this::delete));
  }

  /// What the entry of a key is called in the log.
  public String id(Call call, String key) {
    return keying.id(call, key.toLowerCase(Locale.ROOT));
  }

  /// The object of an entry, or null.
  ///
  /// @param mount uuid of the mount
  public @Nullable Map<String, Object> find(View state, String mount, String id) {
    MapEntry entry = AuthMapProjection.find(state, mount, name, id);
    return entry == null ? null : JsonPayload.read(state, entry.content());
  }

  /// The policies of everyone and of these entries, sorted.
  public List<String> policies(Call call, View state, String mount, List<String> ids) {
    List<String> all = new ArrayList<>(ids);
    all.add(id(call, EVERYONE));
    TreeSet<String> policies = new TreeSet<>();
    for (String id : all) {
      Map<String, Object> found = find(state, mount, id);
      if (found != null && found.get("value") instanceof String names) {
        for (String one : names.split(",", -1)) {
          if (!one.isBlank()) {
            policies.add(one.strip());
          }
        }
      }
    }
    return List.copyOf(policies);
  }

  private Response list(Call call, View state) {
    List<String> keys = AuthMapProjection.keys(state, call.mount().uuid(), name, MAX_LISTED);
    if (keys.isEmpty() && call.request().operation() == Operation.LIST) {
      throw Refusal.notFound();
    }
    return Response.of(keys.isEmpty() ? Map.of() : Map.of("keys", keys));
  }

  private Response read(Call call, View state) {
    Map<String, Object> found = find(state, call.mount().uuid(), id(call, key(call)));
    return Response.of(found == null ? null : new TreeMap<>(found));
  }

  private Decision write(Call call, View head) {
    String key = key(call);
    Map<String, Object> sent = new TreeMap<>(call.request().data());
    sent.put("key", key);
    Payload content = JsonPayload.payload(call, sent);
    Decision decision =
        Decision.of(
                Response.nothing(),
                new AuthMapEvent.EntryWritten(
                    call.mount().uuid(), name, id(call, key), content.name()))
            .bringing(content);
    MapEntry before = entry(call, head, key);
    return before == null ? decision : decision.destroying(List.of(before.content()));
  }

  private Decision delete(Call call, View head) {
    String key = key(call);
    MapEntry before = entry(call, head, key);
    if (before == null) {
      return Decision.of(Response.nothing());
    }
    return Decision.of(
            Response.nothing(),
            new AuthMapEvent.EntryDeleted(call.mount().uuid(), name, id(call, key)))
        .destroying(List.of(before.content()));
  }

  private @Nullable MapEntry entry(Call call, View state, String key) {
    return AuthMapProjection.find(state, call.mount().uuid(), name, id(call, key));
  }

  private static String key(Call call) {
    return call.fields().text("key");
  }
}
