package dev.leasehold.verticles.engine.kv;

import dev.leasehold.verticles.request.JsonNumber;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Version 2 of Vault's engine passes numbers through a double before it keeps them: `1.50` comes
/// back as `1.5`. Clients compare, so ours does the same.
final class FloatNumbers {
  private FloatNumbers() {}

  static Map<String, Object> of(Map<String, Object> data) {
    Map<String, Object> passed = new LinkedHashMap<>();
    data.forEach((name, value) -> passed.put(name, value(value)));
    return passed;
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case Number number -> new JsonNumber(text(number.doubleValue()));
      case List<?> list -> {
        List<Object> passed = new ArrayList<>();
        list.forEach(one -> passed.add(value(one)));
        yield passed;
      }
      case Map<?, ?> map -> {
        Map<String, Object> passed = new LinkedHashMap<>();
        map.forEach((name, one) -> passed.put(String.valueOf(name), value(one)));
        yield passed;
      }
      case null, default -> value;
    };
  }

  /// A double as Go's JSON writes it: the shortest digits that read back as the same, with an
  /// exponent only below a millionth and from 10 to the 21st on.
  private static String text(double value) {
    double size = Math.abs(value);
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (size == 0 || (size >= 1e-6 && size < 1e21)) {
      return shortest.toPlainString();
    }
    String digits = shortest.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - shortest.scale();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return (value < 0 ? "-" : "")
        + mantissa
        + "e"
        + (exponent < 0 ? "-" : "+")
        + Math.abs(exponent);
  }
}
