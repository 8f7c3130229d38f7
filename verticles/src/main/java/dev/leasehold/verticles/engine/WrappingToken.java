package dev.leasehold.verticles.engine;

import dev.leasehold.crypto.proof.TokenText;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.CubbyholeEvent;
import dev.leasehold.events.Event;
import dev.leasehold.events.Payload;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.events.Wrapping;
import dev.leasehold.projections.cubbyhole.Cubbyholes;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.policy.PolicyNames;
import dev.leasehold.verticles.request.WrapBlock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A single-use token whose cubbyhole holds an answer: what a client gets that asks for wrapping.
///
/// @param events the token is made, and the answer is in its cubbyhole
/// @param response the payload that they bring
public record WrappingToken(List<Event> events, Payload response, WrapBlock block) {
  /// Draws a token for an answer.
  ///
  /// @param json the answer as it goes over the wire when it is unwrapped
  /// @param wrapped the accessor of what the answer holds, or empty
  public static WrappingToken around(String json, Call call, Wrapping how, String wrapped) {
    return around(JsonPayload.payload(call, Map.of(Cubbyholes.RESPONSE, json)), call, how, wrapped);
  }

  /// As above, where the answer is a payload already.
  public static WrappingToken around(Payload answer, Call call, Wrapping how, String wrapped) {
    SecretBytes text = TokenText.drawService(call.entropy());
    Token token = token(call, text, how);
    WrapBlock block =
        new WrapBlock(
            text,
            token.accessor(),
            Duration.ofMillis(how.ttlMillis()).toSeconds(),
            how.created(),
            how.creationPath(),
            wrapped);
    return new WrappingToken(
        List.of(
            new TokenEvent.TokenCreated(token),
            new CubbyholeEvent.ResponseWrapped(token.accessor(), answer.name(), how)),
        answer,
        block);
  }

  /// Whether a token is one of these; nobody can be given its policy otherwise.
  public static boolean is(Token token) {
    return token.policies().equals(List.of(PolicyNames.RESPONSE_WRAPPING));
  }

  private static Token token(Call call, SecretBytes text, Wrapping how) {
    Duration ttl = Duration.ofMillis(how.ttlMillis());
    return new Token(
        call.request().namespace(),
        call.names().token(text),
        TokenText.drawAccessor(call.entropy()),
        null,
        List.of(PolicyNames.RESPONSE_WRAPPING),
        call.request().path(),
        null,
        "",
        1,
        how.created(),
        ttl.toSeconds(),
        ttl.toSeconds(),
        0,
        "service",
        how.created().plus(ttl),
        null,
        false,
        null,
        List.of(),
        "");
  }
}
