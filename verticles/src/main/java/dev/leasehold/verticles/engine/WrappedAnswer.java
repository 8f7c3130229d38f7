package dev.leasehold.verticles.engine;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.CubbyholeEvent;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.Token;
import dev.leasehold.events.Wrapping;
import dev.leasehold.projections.cubbyhole.CubbyholeEntry;
import dev.leasehold.projections.cubbyhole.Cubbyholes;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.request.AuthBlock;
import dev.leasehold.verticles.request.Fault;
import dev.leasehold.verticles.request.JsonText;
import dev.leasehold.verticles.request.LeaseBlock;
import dev.leasehold.verticles.request.Response;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer that lies in the cubbyhole of a wrapping token. Immutable.
///
/// @param cubbyhole of the wrapping token
/// @param payload where the answer is
public record WrappedAnswer(String cubbyhole, PayloadName payload, Wrapping how) {
  /// What a wrapping token holds that has not been used.
  public static WrappedAnswer of(View view, Token token) {
    CubbyholeEntry entry = Cubbyholes.entry(view, token.accessor(), Cubbyholes.RESPONSE);
    Wrapping how = entry == null ? null : entry.wrapping();
    if (entry == null || how == null) {
      throw new Fault("a wrapping token wraps nothing");
    }
    return new WrappedAnswer(token.accessor(), entry.data(), how);
  }

  /// That it is gone with what follows.
  public CubbyholeEvent erased() {
    return new CubbyholeEvent.CubbyholeErased(cubbyhole, List.of(Cubbyholes.RESPONSE));
  }

  /// The answer as it was, byte for byte; its members are read again for the audit.
  public Response unwrapped(View view) {
    Object text = JsonPayload.read(view, payload).get(Cubbyholes.RESPONSE);
    if (!(text instanceof String json)) {
      throw new Fault("a wrapped answer is no text");
    }
    Response.Shape shape = Response.Shape.valueOf(how.shape());
    return told(shape, json).verbatim(SecretBytes.ofUtf8(json));
  }

  private static Response told(Response.Shape shape, String json) {
    if (!json.startsWith("{")) {
      return new Response(shape, null, LeaseBlock.NONE, null, List.of());
    }
    Map<String, Object> members = JsonText.readObject(json.getBytes(StandardCharsets.UTF_8));
    if (shape == Response.Shape.BARE || shape == Response.Shape.KEPT || shape.isForeign()) {
      return new Response(shape, members, LeaseBlock.NONE, null, List.of());
    }
    return new Response(
        shape,
        object(members.get("data")),
        new LeaseBlock(
            text(members.get("lease_id")),
            Boolean.TRUE.equals(members.get("renewable")),
            number(members.get("lease_duration"))),
        auth(object(members.get("auth"))),
        texts(members.get("warnings")));
  }

  private static @Nullable AuthBlock auth(@Nullable Map<String, Object> auth) {
    if (auth == null) {
      return null;
    }
    Map<String, Object> metadata = object(auth.get("metadata"));
    Map<String, String> pairs = new LinkedHashMap<>();
    if (metadata != null) {
      metadata.forEach((name, value) -> pairs.put(name, text(value)));
    }
    return new AuthBlock(
        SecretBytes.ofUtf8(text(auth.get("client_token"))),
        text(auth.get("accessor")),
        texts(auth.get("policies")),
        texts(auth.get("token_policies")),
        texts(auth.get("identity_policies")),
        metadata == null ? null : pairs,
        number(auth.get("lease_duration")),
        Boolean.TRUE.equals(auth.get("renewable")),
        text(auth.get("entity_id")),
        text(auth.get("token_type")),
        Boolean.TRUE.equals(auth.get("orphan")),
        (int) number(auth.get("num_uses")));
  }

  @SuppressWarnings("unchecked") // the objects of a JSON text
  private static @Nullable Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
  }

  private static List<String> texts(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().map(WrappedAnswer::text).toList()
        : List.of();
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }
}
