package dev.leasehold.verticles.http;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Namespace;
import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.GoNumber;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Undecodable;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads heads of requests: which operation on which path, with whose token. Stateless.
///
/// ```text
/// GET                 read, with ?list=true a list        data from the query
/// LIST                list                                data from the query
/// POST, PUT           update                              data from the body
/// PATCH               patch, merge-patch only             data from the body
/// DELETE              delete                              data from the query
/// any with ?help=...  help
/// HEAD                read, of sys/health only
/// ```
final class RequestReader {
  /// Vault's own limit.
  static final int MAX_BODY_BYTES = 32 << 20;

  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";

  private static final String MERGE_PATCH = "application/merge-patch+json";

  private RequestReader() {}

  static Opening open(HttpServerRequest request) {
    return switch (CanonicalPath.of(request.path())) {
      case CanonicalPath.Unknown() -> new Opening.Refused(Refusal.notFound());
      case CanonicalPath.Garbled() -> new Opening.Garbled();
      case CanonicalPath.Elsewhere(String location) ->
          new Opening.Moved(
              request.query() == null ? location : location + "?" + escaped(request.query()));
      case CanonicalPath.Served(String path) -> {
        try {
          yield asked(request, path);
        } catch (Refusal refusal) {
          yield new Opening.Refused(refusal);
        }
      }
    };
  }

  private static Opening asked(HttpServerRequest request, String path) {
    Map<String, List<String>> query = QueryText.read(request.query());
    Operation operation = operation(request, path, query);
    MultiMap headers = request.headers();
    boolean writes = operation == Operation.UPDATE || operation == Operation.PATCH;
    if (operation == Operation.PATCH) {
      checkMergePatch(headers.get("Content-Type"));
    }
    if (writes && path.endsWith("/")) {
      throw Refusal.badRequest("cannot write to a path ending in '/'");
    }
    boolean lists = operation == Operation.LIST && !path.endsWith("/");
    return new Opening.Asked(
        operation,
        lists ? path + "/" : path,
        writes,
        writes ? Map.of() : data(query, operation),
        Namespace.ROOT,
        token(headers),
        wrapTtl(headers.get("X-Vault-Wrap-TTL")),
        kept(headers));
  }

  private static Operation operation(
      HttpServerRequest request, String path, Map<String, List<String>> query) {
    Operation byMethod =
        switch (request.method().name()) {
          case "GET" -> isTrue(first(query, "list")) ? Operation.LIST : Operation.READ;
          case "LIST" -> Operation.LIST;
          case "POST", "PUT" -> Operation.UPDATE;
          case "PATCH" -> Operation.PATCH;
          case "DELETE" -> Operation.DELETE;
          case "HEAD" -> {
            if (!path.equals("sys/health")) {
              throw Refusal.unsupportedOperation();
            }
            yield Operation.READ;
          }
          case "OPTIONS" -> throw Refusal.unsupportedOperation();
          default -> throw Refusal.of(Refusal.Kind.UNSUPPORTED_OPERATION);
        };
    return first(query, "help").isEmpty() ? byMethod : Operation.HELP;
  }

  private static boolean isTrue(String text) {
    try {
      return !text.isEmpty() && GoNumber.flag(text);
    } catch (Undecodable e) {
      throw Refusal.of(Refusal.Kind.BAD_REQUEST);
    }
  }

  private static Map<String, @Nullable Object> data(
      Map<String, List<String>> query, Operation operation) {
    if (query.isEmpty()) {
      return Map.of();
    }
    Map<String, @Nullable Object> data = new HashMap<>();
    query.forEach(
        (name, values) -> data.put(name, values.size() == 1 ? values.getFirst() : values));
    data.remove("help");
    if (operation == Operation.LIST) {
      data.remove("list");
    }
    return data;
  }

  private static void checkMergePatch(@Nullable String contentType) {
    if (contentType == null || MediaType.name(contentType).isEmpty()) {
      throw Refusal.badRequest("mime: no media type");
    }
    if (!MediaType.isWellFormed(contentType)) {
      throw Refusal.badRequest("mime: expected slash after first token");
    }
    String type = MediaType.name(contentType);
    if (!type.equals(MERGE_PATCH)) {
      throw Refusal.of(
          Refusal.Kind.UNSUPPORTED_MEDIA_TYPE,
          "PATCH requires Content-Type of " + MERGE_PATCH + ", provided " + type);
    }
  }

  private static @Nullable SecretBytes token(MultiMap headers) {
    String token = headers.get("X-Vault-Token");
    if (token == null || token.isEmpty()) {
      String authorization = headers.get("Authorization");
      token =
          authorization != null && authorization.startsWith(BEARER)
              ? authorization.substring(BEARER.length())
              : null;
    }
    return token == null || token.isEmpty() ? null : SecretBytes.ofUtf8(token);
  }

  private static @Nullable Duration wrapTtl(@Nullable String header) {
    if (header == null || header.isEmpty()) {
      return null;
    }
    Duration ttl;
    try {
      ttl = DurationText.read(header);
    } catch (Undecodable e) {
      throw Refusal.badRequest("error parsing X-Vault-Wrap-TTL header: " + e.getMessage());
    }
    if (ttl.isNegative()) {
      throw Refusal.badRequest(
          "error parsing X-Vault-Wrap-TTL header: requested wrap ttl cannot be negative");
    }
    return ttl;
  }

  /// All headers but those that carry the token. Of `Authorization` only what says whether that was
  /// its place, or who a client of another protocol is.
  private static Map<String, List<String>> kept(MultiMap headers) {
    Map<String, List<String>> kept = new HashMap<>();
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.equals("authorization")) {
        String shown = authorization(header.getValue(), headers);
        if (!shown.isEmpty()) {
          kept.putIfAbsent(name, List.of(shown));
        }
      } else if (!name.equals("x-vault-token")) {
        kept.merge(name, List.of(header.getValue()), RequestReader::joined);
      }
    }
    return kept;
  }

  private static String authorization(String value, MultiMap headers) {
    if (value.startsWith(BEARER)) {
      String token = headers.get("X-Vault-Token");
      return token == null || token.isEmpty() ? BEARER.strip() : "";
    }
    return value.regionMatches(true, 0, BASIC, 0, BASIC.length()) ? value : "";
  }

  private static List<String> joined(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private static String first(Map<String, List<String>> query, String name) {
    List<String> values = query.get(name);
    return values == null ? "" : values.getFirst();
  }

  /// A query as it may stand in a header.
  private static String escaped(String query) {
    StringBuilder out = new StringBuilder(query.length());
    query
        .chars()
        .forEach(c -> {
          if (c <= ' ' || c >= 0x7f) {
            out.append(String.format("%%%02X", c & 0xff));
          } else {
            out.append((char) c);
          }
        });
    return out.toString();
  }
}
