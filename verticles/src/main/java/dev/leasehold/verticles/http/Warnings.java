package dev.leasehold.verticles.http;

import dev.leasehold.verticles.gate.Admission;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Response;
import java.util.ArrayList;
import java.util.List;

/// What clients are warned of that no engine knows: fields that nobody read.
final class Warnings {
  private Warnings() {}

  /// The answer with the warnings of its call; an answer without a body stays without.
  static Response added(Admission admission, Response response) {
    if (response.shape() == Response.Shape.NOTHING) {
      return response;
    }
    Fields fields = admission.call().fields();
    if (fields.ignored().isEmpty() && fields.replaced().isEmpty()) {
      return response;
    }
    List<String> warnings = new ArrayList<>();
    if (!fields.ignored().isEmpty()) {
      warnings.add("Endpoint ignored these unrecognized parameters: " + spaced(fields.ignored()));
    }
    if (!fields.replaced().isEmpty()) {
      warnings.add(
          "Endpoint replaced the value of these parameters with the values captured from the"
              + " endpoint's path: "
              + spaced(fields.replaced()));
    }
    return response.warned(warnings);
  }

  private static String spaced(List<String> names) {
    return "[" + String.join(" ", names) + "]";
  }
}
