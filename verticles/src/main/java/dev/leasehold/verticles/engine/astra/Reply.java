package dev.leasehold.verticles.engine.astra;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.verticles.outbound.HttpAnswer;
import dev.leasehold.verticles.request.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reading what Astra answers. Its documents spell the names of fields in two ways, `id` and `ID`,
/// so they are looked for whatever their case. Nothing of an answer is ever repeated in an error:
/// it may hold a token.
final class Reply {
  private static final int NOT_FOUND = 404;
  private static final Reveal TO_READ = Reveal.because("an answer of Astra is read");

  private Reply() {}

  /// A token in the list of an organization's, without its secrets.
  ///
  /// @param description null where Astra says none, and so would not tell ours either
  record Listed(
      String clientId, @Nullable String description, String generatedOn, List<String> roles) {}

  /// What an error tells of an answer: its status and how long it was.
  static String described(HttpAnswer answer) {
    return "Astra answered " + answer.status() + " with " + answer.body().length() + " bytes";
  }

  /// Whether Astra says that a token is not there any more: by 404, or by 2xx with nothing or with
  /// an object that tells no errors. What else stands in such an answer, a page say, was written by
  /// somebody between us who does not know.
  static boolean saysGone(HttpAnswer answer) {
    return answer.status() == NOT_FOUND
        ? !isPage(answer)
        : answer.isGood() && (answer.body().length() == 0 || isWithoutErrors(object(answer)));
  }

  private static boolean isPage(HttpAnswer answer) {
    return answer.body().revealUtf8(TO_READ).stripLeading().startsWith("<");
  }

  private static boolean isWithoutErrors(@Nullable Map<?, ?> object) {
    return object != null && member(object, "errors") == null;
  }

  /// The object that an answer is, or null where it is none.
  static @Nullable Map<?, ?> object(HttpAnswer answer) {
    try {
      return JsonText.readForeign(answer.body().reveal(TO_READ)) instanceof Map<?, ?> map
          ? map
          : null;
    } catch (IllegalArgumentException noJson) {
      return null;
    }
  }

  /// The tokens that an answer lists, or null where it is no list of tokens.
  static @Nullable List<Listed> listed(HttpAnswer answer) {
    Map<?, ?> all = answer.isGood() ? object(answer) : null;
    if (all == null || !(member(all, "clients") instanceof List<?> clients)) {
      return null;
    }
    List<Listed> listed = new ArrayList<>();
    for (Object one : clients) {
      if (!(one instanceof Map<?, ?> client) || text(client, "clientId").isEmpty()) {
        return null;
      }
      Object description = member(client, "description");
      listed.add(
          new Listed(
              text(client, "clientId"),
              description instanceof String text ? text : null,
              text(client, "generatedOn"),
              texts(member(client, "roles"))));
    }
    return listed;
  }

  /// A member by its name in whatever case, or null.
  static @Nullable Object member(Map<?, ?> object, String name) {
    Object exact = object.get(name);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      if (name.equalsIgnoreCase(String.valueOf(entry.getKey()))) {
        return entry.getValue();
      }
    }
    return null;
  }

  /// A member that is a text; else an empty one.
  static String text(Map<?, ?> object, String name) {
    return member(object, name) instanceof String text ? text : "";
  }

  static List<String> texts(@Nullable Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object one : list) {
        if (one instanceof String text) {
          texts.add(text);
        }
      }
    }
    return texts;
  }
}
