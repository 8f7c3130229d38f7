package dev.leasehold.verticles.auth.okta;

import dev.leasehold.verticles.outbound.HttpAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What Okta's errors become for clients, as its library for Go words them.
final class OktaErrors {
  private static final int LONGEST = 300;

  private OktaErrors() {}

  static String of(HttpAnswer answer, Map<?, ?> error) {
    String code = error.get("errorCode") instanceof String text ? " (code=" + cut(text) + ")" : "";
    return "Okta auth failed: " + text(error) + code;
  }

  static String text(Map<?, ?> error) {
    Object summary =
        error.get("error_description") instanceof String text && !text.isEmpty()
            ? text
            : error.get("errorSummary");
    String said =
        summary instanceof String text && !text.isEmpty()
            ? "the API returned an error: " + cut(text)
            : "the API returned an unknown error";
    List<String> causes = new ArrayList<>();
    if (error.get("errorCauses") instanceof List<?> list) {
      for (Object cause : list) {
        if (cause instanceof Map<?, ?> map) {
          map.forEach((key, value) -> causes.add(cut(key + ": " + value)));
        }
      }
    }
    return causes.isEmpty() ? said : cut(said + ". Causes: " + String.join(", ", causes));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST));
  }
}
