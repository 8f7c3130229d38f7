package dev.leasehold.verticles.cli;

import org.jspecify.annotations.Nullable;

/// Finds the field that `-field` names: in the token of a login, in a wrapping token, in the
/// envelope, or in the data.
final class Fields {
  private Fields() {}

  /// Returns the field's value, or null where the answer has none of that name.
  static @Nullable Json of(Answer answer, String field) {
    if (answer.auth() != null) {
      return ofAuth(answer.auth(), answer, field);
    }
    if (answer.wrapInfo() != null) {
      return ofWrap(answer.wrapInfo(), answer, field);
    }
    return switch (field) {
      case "lease_duration", "refresh_interval" -> number(answer.leaseDuration());
      case "lease_id" -> new Json.Text(answer.leaseId());
      case "request_id" -> new Json.Text(answer.requestId());
      case "renewable" -> new Json.Bool(answer.renewable());
      case "data" -> {
        Json inner = ofData(answer, "data");
        yield inner == null ? answer.data() : inner;
      }
      default -> ofData(answer, field);
    };
  }

  private static @Nullable Json ofAuth(Json.Members auth, Answer answer, String field) {
    return switch (field) {
      case "token" -> new Json.Text(auth.text("client_token"));
      case "token_accessor" -> new Json.Text(auth.text("accessor"));
      case "token_duration" -> number(auth.number("lease_duration"));
      case "token_renewable" -> new Json.Bool(auth.flag("renewable"));
      case "token_policies", "identity_policies", "policies" -> Json.texts(auth.texts(field));
      default -> ofData(answer, field);
    };
  }

  private static @Nullable Json ofWrap(Json.Members wrap, Answer answer, String field) {
    return switch (field) {
      case "wrapping_token" -> new Json.Text(wrap.text("token"));
      case "wrapping_accessor" -> new Json.Text(wrap.text("accessor"));
      case "wrapping_token_ttl" -> number(wrap.number("ttl"));
      case "wrapping_token_creation_time" -> new Json.Text(wrap.text("creation_time"));
      case "wrapping_token_creation_path" -> new Json.Text(wrap.text("creation_path"));
      case "wrapped_accessor" -> new Json.Text(wrap.text("wrapped_accessor"));
      default -> ofData(answer, field);
    };
  }

  private static @Nullable Json ofData(Answer answer, String field) {
    return answer.data() == null ? null : answer.data().member(field);
  }

  private static Json number(long value) {
    return new Json.Decimal(Long.toString(value));
  }
}
