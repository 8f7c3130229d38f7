package dev.leasehold.verticles.policy;

import dev.leasehold.verticles.hcl.HclError;
import dev.leasehold.verticles.hcl.HclItem;
import dev.leasehold.verticles.hcl.HclValue;
import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.GoText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Turns values of HCL into what a policy needs. Errors are `HclError`s in the words of HCL's Go
/// decoder; `name` is what it would call the field. A repeated attribute adds to the first.
final class Decoding {
  private Decoding() {}

  /// The keys of a body that are none of these, as one text; empty if all are known.
  static String unknownKeys(HclValue.Body body, Set<String> known, String prefix) {
    List<String> errors =
        body.items().stream()
            .filter(item -> !known.contains(item.key()))
            .map(item ->
                prefix + "invalid key " + GoText.quoted(item.key()) + " on line " + line(item))
            .toList();
    return errors.isEmpty() ? "" : several(errors);
  }

  /// Where Vault says that it is: at the `=`, and on line 0 for a block, which has none.
  private static int line(HclItem item) {
    return item.assigned() == null ? 0 : item.assigned().line();
  }

  private static String several(List<String> errors) {
    String count = errors.size() == 1 ? "1 error" : errors.size() + " errors";
    return count + " occurred:\n\t* " + String.join("\n\t* ", errors) + "\n\n";
  }

  static String text(HclValue value, String name) {
    return switch (value) {
      case HclValue.Text(String text, _) -> text;
      case HclValue.Whole(_, String written, _) -> written;
      case HclValue.Fraction _, HclValue.Flag _, HclValue.Listing _, HclValue.Body _ ->
          throw new HclError(value.at(), name + ": unknown type for string " + value.kind());
    };
  }

  /// All texts of a list attribute.
  static List<String> texts(HclValue.Body body, String key, String name) {
    List<String> texts = new ArrayList<>();
    for (HclItem item : body.under(key)) {
      refuseLabels(item);
      List<HclValue> values = elements(item.value());
      for (int i = 0; i < values.size(); i++) {
        texts.add(text(values.get(i), name + "[" + i + "]"));
      }
    }
    return texts;
  }

  /// All entries of an attribute that maps parameters to lists of values.
  static Map<String, List<ParameterValue>> parameters(HclValue.Body body, String key, String name) {
    Map<String, List<ParameterValue>> parameters = new HashMap<>();
    for (HclItem item : body.under(key)) {
      refuseLabels(item);
      if (!(item.value() instanceof HclValue.Body(List<HclItem> entries, _))) {
        throw new HclError(
            item.value().at(), name + ": not an object type for map (" + item.value().kind() + ")");
      }
      for (HclItem entry : entries) {
        refuseLabels(entry);
        parameters
            .computeIfAbsent(entry.key().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .addAll(elements(entry.value()).stream().map(Decoding::parameterValue).toList());
      }
    }
    return parameters;
  }

  static void refuseLabels(HclItem item) {
    if (!item.labels().isEmpty()) {
      throw new HclError(item.at(), "unexpected label " + GoText.quoted(item.labels().getFirst()));
    }
  }

  private static List<HclValue> elements(HclValue value) {
    return switch (value) {
      case HclValue.Listing(List<HclValue> values, _) -> values;
      case HclValue.Body body -> List.of(body);
      case HclValue.Text _, HclValue.Whole _, HclValue.Fraction _, HclValue.Flag _ ->
          throw new HclError(value.at(), "unknown slice type: " + value.kind());
    };
  }

  private static ParameterValue parameterValue(HclValue value) {
    return switch (value) {
      case HclValue.Text(String text, _) -> new ParameterValue.Text(text);
      case HclValue.Flag(boolean on, _) -> new ParameterValue.Flag(on);
      case HclValue.Whole _, HclValue.Fraction _ -> new ParameterValue.Unmatched();
      case HclValue.Listing(List<HclValue> values, _) ->
          new ParameterValue.Several(values.stream().map(Decoding::parameterValue).toList());
      case HclValue.Body body -> fields(body);
    };
  }

  private static ParameterValue fields(HclValue.Body body) {
    Map<String, ParameterValue> fields = new LinkedHashMap<>();
    for (HclItem item : body.items()) {
      boolean object = item.value() instanceof HclValue.Body || !item.labels().isEmpty();
      fields.put(
          item.key(), object ? new ParameterValue.Unmatched() : parameterValue(item.value()));
    }
    return new ParameterValue.Fields(fields);
  }

  /// A duration as Vault reads it: a number counts seconds, of which a fraction is cut off.
  ///
  /// Throws `IllegalArgumentException` with Vault's text for what is none.
  static Duration duration(HclValue value) {
    return switch (value) {
      case HclValue.Whole(long number, _, _) -> DurationText.read(number);
      case HclValue.Fraction(double number, _, _) -> DurationText.read((long) number);
      case HclValue.Text(String text, _) -> DurationText.read(text);
      case HclValue.Flag _, HclValue.Listing _, HclValue.Body _ ->
          throw new IllegalArgumentException("could not parse duration from input");
    };
  }
}
