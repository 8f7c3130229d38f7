package dev.leasehold.verticles.engine.sys;

import dev.leasehold.crypto.key.HashAlgorithm;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoBase64;
import dev.leasehold.verticles.request.GoNumber;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.request.Undecodable;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Hashes and random bytes for clients. What may stand in the path as well as in the body has a
/// name of its own for the path, so that policies can tell them apart; sent in the body, that name
/// counts as replaced by the path's, also where the path has none.
final class ToolRoutes {
  /// The most random bytes that one request gets.
  private static final int MAX_RANDOM_BYTES = 128 * 1024;

  private static final Set<String> SOURCES = Set.of("", "platform", "seal", "all");
  private static final Field[] HASH = {
    Field.text("input", "The base64-encoded input data").keptSecret(),
    Field.text("algorithm", "Algorithm to use (POST body parameter)").fallback("sha2-256"),
    Field.text("urlalgorithm", "Algorithm to use (POST URL parameter)"),
    Field.text("format", "Encoding format to use, \"hex\" or \"base64\"").fallback("hex")
  };
  private static final Field[] RANDOM = {
    Field.text("urlbytes", "The number of bytes to generate (POST URL parameter)"),
    Field.integer("bytes", "The number of bytes to generate (POST body parameter)").fallback(32),
    Field.text("format", "Encoding format to use, \"hex\" or \"base64\"").fallback("base64"),
    Field.text("source", "Which system to source random data from").fallback("platform")
  };

  List<Route> routes() {
    return List.of(
        Route.at("tools/hash").fields(HASH).on(ask(this::hash), UPDATING),
        Route.at("tools/hash/{urlalgorithm+...}")
            .fields(HASH)
            .on(ask((call, state) -> hash(call, call.fields().text("urlalgorithm"))), UPDATING),
        Route.at("tools/random").fields(RANDOM).on(ask(this::random), UPDATING),
        Route.at("tools/random/{source}").fields(RANDOM).on(ask(this::bySource), UPDATING),
        Route.at("tools/random/{source}/{urlbytes+...}")
            .fields(RANDOM)
            .on(ask(this::bySourceAndBytes), UPDATING),
        Route.at("tools/random/{urlbytes+...}").fields(RANDOM).on(ask(this::byBytes), UPDATING));
  }

  private static final Operation UPDATING = Operation.UPDATE;

  private static Handler ask(Handler.Answer answer) {
    return new Handler.Read(answer);
  }

  private Response hash(Call call, View state) {
    Fields fields = call.fields();
    return hash(call, fields.text("algorithm")).warned(replaced(fields, "urlalgorithm"));
  }

  private static Response hash(Call call, String algorithm) {
    Fields fields = call.fields();
    byte[] input;
    try {
      input = GoBase64.decode(fields.text("input"));
    } catch (Undecodable undecodable) {
      throw Refusal.badRequest("unable to decode input as base64: " + undecodable.getMessage());
    }
    String format = fields.text("format");
    if (!isFormat(format)) {
      throw Refusal.badRequest(
          "unsupported encoding format " + format + "; must be \"hex\" or \"base64\"");
    }
    byte[] sum =
        HashAlgorithm.named(algorithm)
            .orElseThrow(() -> Refusal.badRequest("unsupported algorithm " + algorithm))
            .hash(input);
    return Response.of(Map.of("sum", encoded(sum, format)));
  }

  private Response random(Call call, View state) {
    return drawn(call, "platform", call.fields().integer("bytes"))
        .warned(replaced(call.fields(), "source", "urlbytes"));
  }

  /// A path of one part names the source, or else how many bytes.
  private Response bySource(Call call, View state) {
    Fields fields = call.fields();
    String source = fields.text("source");
    Response drawn =
        SOURCES.contains(source)
            ? drawn(call, source, fields.integer("bytes"))
            : drawn(call, "platform", count(source));
    return drawn.warned(replaced(fields, "urlbytes"));
  }

  private Response bySourceAndBytes(Call call, View state) {
    return drawn(call, call.fields().text("source"), count(call.fields().text("urlbytes")));
  }

  /// What cannot be the name of a source is captured as a number and never read, as in Vault.
  private Response byBytes(Call call, View state) {
    return drawn(call, "platform", call.fields().integer("bytes"))
        .warned(replaced(call.fields(), "source"));
  }

  private static long count(String text) {
    try {
      return GoNumber.decimal(text);
    } catch (Undecodable undecodable) {
      String why = String.valueOf(undecodable.getMessage()).replace("ParseInt", "Atoi");
      throw Refusal.badRequest("error parsing url-set byte count: " + why);
    }
  }

  private static Response drawn(Call call, String source, long bytes) {
    String format = call.fields().text("format");
    if (bytes < 1) {
      throw Refusal.badRequest("\"bytes\" cannot be less than 1");
    }
    if (bytes > MAX_RANDOM_BYTES) {
      throw Refusal.badRequest("\"bytes\" should be less than " + MAX_RANDOM_BYTES);
    }
    if (!isFormat(format)) {
      throw Refusal.badRequest(
          "unsupported encoding format "
              + GoText.quoted(format)
              + "; must be \"hex\" or \"base64\"");
    }
    if (!SOURCES.contains(source)) {
      throw Refusal.badRequest(
          "unsupported entropy source "
              + GoText.quoted(source)
              + "; must be \"platform\" or \"seal\", or \"all\"");
    }
    String text = encoded(call.entropy().bytes((int) bytes), format);
    List<String> warnings =
        source.equals("seal")
            ? List.of("no seal/entropy augmentation available, using platform entropy source")
            : List.of();
    return Response.of(Map.of("random_bytes", text)).warned(warnings);
  }

  private static boolean isFormat(String format) {
    return format.equals("hex") || format.equals("base64");
  }

  private static String encoded(byte[] bytes, String format) {
    return format.equals("hex")
        ? HexFormat.of().formatHex(bytes)
        : Base64.getEncoder().encodeToString(bytes);
  }

  /// The warning for fields that belong in the path and were sent in the body.
  private static List<String> replaced(Fields fields, String... names) {
    List<String> given = new ArrayList<>();
    for (String name : names) {
      if (fields.given(name)) {
        given.add(name);
      }
    }
    return given.isEmpty()
        ? List.of()
        : List.of(
            "Endpoint replaced the value of these parameters with the values captured from the"
                + " endpoint's path: ["
                + String.join(" ", given)
                + "]");
  }
}
