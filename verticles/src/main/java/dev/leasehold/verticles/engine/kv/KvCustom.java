package dev.leasehold.verticles.engine.kv;

import dev.leasehold.verticles.request.FieldType;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Undecodable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads custom metadata as clients send it: texts under names, both bounded and printable. All
/// that is wrong is told at once, as Vault does.
final class KvCustom {
  private static final String FAILED = "custom_metadata validation failed: ";

  /// The most members, and the most bytes of a name and of a value.
  private static final int MAX_MEMBERS = 64;

  private static final int MAX_NAME = 128;
  private static final int MAX_VALUE = 512;

  private KvCustom() {}

  /// The members as texts.
  ///
  /// @param patching a null removes its member and is left out; else it is an empty text
  static Map<String, String> read(Map<String, Object> given, boolean patching) {
    Map<String, String> texts = new LinkedHashMap<>();
    try {
      given.forEach((name, value) -> {
        if (value != null || !patching) {
          texts.put(name, String.valueOf(FieldType.TEXT.decode(value)));
        }
      });
    } catch (Undecodable undecodable) {
      throw Refusal.badRequest(FAILED + undecodable.getMessage());
    }
    refuse(errors(texts));
    return texts;
  }

  private static void refuse(List<String> errors) {
    if (!errors.isEmpty()) {
      throw Refusal.badRequest(
          errors.size()
              + (errors.size() == 1 ? " error" : " errors")
              + " occurred:\n\t* "
              + String.join("\n\t* ", errors)
              + "\n\n");
    }
  }

  private static List<String> errors(Map<String, String> texts) {
    List<String> errors = new ArrayList<>();
    if (texts.size() > MAX_MEMBERS) {
      errors.add(
          FAILED
              + "payload must contain at most "
              + MAX_MEMBERS
              + " keys, provided "
              + texts.size());
      return errors;
    }
    texts.forEach((name, value) -> check(name, value, errors));
    return errors;
  }

  private static void check(String name, String value, List<String> errors) {
    String quoted = GoText.quoted(name);
    int length = bytes(name);
    if (length == 0 || length > MAX_NAME) {
      errors.add(
          FAILED
              + "length of key "
              + quoted
              + " is "
              + length
              + " but must be 0 < len(key) <= "
              + MAX_NAME);
    }
    int size = bytes(value);
    if (size == 0 || size > MAX_VALUE) {
      errors.add(
          FAILED
              + "length of value for key "
              + quoted
              + " is "
              + size
              + " but must be 0 < len(value) <= "
              + MAX_VALUE);
    }
    if (!name.codePoints().allMatch(GoText::printable)) {
      errors.add(FAILED + "key " + quoted + " (" + name + ") contains unprintable characters");
    }
    if (!value.codePoints().allMatch(GoText::printable)) {
      errors.add(FAILED + "value for key " + quoted + " contains unprintable characters");
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
