package dev.leasehold.verticles.cli;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The envelope of an answer: what the API says around `data`. Absent parts are null; numbers
/// inside `data` are as sent.
record Answer(
    String requestId,
    String leaseId,
    long leaseDuration,
    boolean renewable,
    Json.@Nullable Members data,
    @Nullable List<String> warnings,
    Json.@Nullable Members auth,
    Json.@Nullable Members wrapInfo) {

  private static final Answer NOTHING = new Answer("", "", 0, false, null, null, null, null);

  /// Reads an envelope from a body; an empty body is no answer (null). A body without any part of
  /// an envelope, as some paths below `sys` have, is data itself.
  ///
  /// @throws IOException if the body is not a JSON object
  static @Nullable Answer parse(String body) throws IOException {
    if (body.isBlank()) {
      return null;
    }
    if (!(Json.parse(body) instanceof Json.Members envelope)) {
      throw new IOException("the answer is not a JSON object");
    }
    Answer answer =
        new Answer(
            envelope.text("request_id"),
            envelope.text("lease_id"),
            envelope.number("lease_duration"),
            envelope.flag("renewable"),
            envelope.object("data"),
            envelope.member("warnings") == null ? null : envelope.texts("warnings"),
            envelope.object("auth"),
            envelope.object("wrap_info"));
    boolean bare = answer.equals(NOTHING) && !envelope.values().isEmpty();
    return bare && !envelope.values().containsKey("errors") ? ofData(envelope) : answer;
  }

  /// An answer that carries only what a login returns.
  static Answer ofLogin(Json.Members auth) {
    return new Answer("", "", 0, false, null, null, auth, null);
  }

  /// An answer that carries only data.
  static Answer ofData(Json.Members data) {
    return new Answer("", "", 0, false, data, null, null, null);
  }

  /// Says whether there is anything in it for a reader: data or warnings.
  boolean hasContent() {
    return !(data == null || data.values().isEmpty()) || !allWarnings().isEmpty();
  }

  /// Returns the warnings; none is empty.
  List<String> allWarnings() {
    return warnings == null ? List.of() : warnings;
  }

  /// Says whether the real answer lies behind a wrapping token.
  boolean isWrapped() {
    return wrapInfo != null && wrapInfo.number("ttl") != 0;
  }

  /// Returns the list under `keys`, or null where the answer has none.
  Json.@Nullable Array keys() {
    return data != null && data.member("keys") instanceof Json.Array keys ? keys : null;
  }

  /// Returns the answer as other clients print it: known members in a fixed order.
  Json.Members toJson() {
    Json.Members json =
        new Json.Members()
            .with("request_id", requestId)
            .with("lease_id", leaseId)
            .with("lease_duration", leaseDuration)
            .with("renewable", renewable)
            .with("data", data == null ? new Json.Null() : data.sorted())
            .with("warnings", warnings == null ? new Json.Null() : Json.texts(warnings));
    if (auth != null) {
      json.with("auth", authJson(auth));
    }
    if (wrapInfo != null) {
      json.with("wrap_info", wrapJson(wrapInfo));
    }
    return json;
  }

  private static Json authJson(Json.Members auth) {
    return new Json.Members()
        .with("client_token", auth.text("client_token"))
        .with("accessor", auth.text("accessor"))
        .with("policies", orNull(auth.member("policies")))
        .with("token_policies", orNull(auth.member("token_policies")))
        .with("identity_policies", orNull(auth.member("identity_policies")))
        .with("metadata", orNull(auth.member("metadata")))
        .with("orphan", auth.flag("orphan"))
        .with("entity_id", auth.text("entity_id"))
        .with("lease_duration", auth.number("lease_duration"))
        .with("renewable", auth.flag("renewable"))
        .with("mfa_requirement", orNull(auth.member("mfa_requirement")));
  }

  private static Json wrapJson(Json.Members wrap) {
    return new Json.Members()
        .with("token", wrap.text("token"))
        .with("accessor", wrap.text("accessor"))
        .with("ttl", wrap.number("ttl"))
        .with("creation_time", wrap.text("creation_time"))
        .with("creation_path", wrap.text("creation_path"))
        .with("wrapped_accessor", wrap.text("wrapped_accessor"));
  }

  private static Json orNull(@Nullable Json value) {
    return value == null ? new Json.Null() : value.sorted();
  }
}
