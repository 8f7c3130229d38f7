package dev.leasehold.verticles.identity;

import dev.leasehold.events.Token;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The access tokens of OIDC providers: batch tokens of an entity that have none of its policies,
/// and may do nothing but ask their own provider who they stand for. What they may follows from the
/// path that made them, which they know as Vault's do, without its mount. Any thread.
public final class AccessTokens {
  /// Under which name the metadata says that a token is one.
  public static final String KIND = "oidc_token_type";

  private static final Pattern MADE_AT = Pattern.compile("oidc/provider/[A-Za-z0-9_.-]+/token");

  private static final Pattern ASKED_AT =
      Pattern.compile("identity/oidc/provider/[A-Za-z0-9_.-]+/userinfo");

  private AccessTokens() {}

  /// Whether a token is one of these. Tokens of logins and those that other tokens made have paths
  /// below `auth/`.
  public static boolean is(Token token) {
    return token.type().equals("batch")
        && token.policies().isEmpty()
        && MADE_AT.matcher(token.path()).matches();
  }

  /// The one policy of such a token, as text; null for all others.
  public static @Nullable String policy(Token token) {
    return is(token)
        ? "path \"identity/"
            + token.path().substring(0, token.path().lastIndexOf('/'))
            + "/userinfo\" { capabilities = [\"read\", \"update\"] }"
        : null;
  }

  /// The metadata of a token as clients are told it. What an access token knows of its client is
  /// for the provider alone.
  public static @Nullable Map<String, String> shown(Token token) {
    return is(token) ? Map.of(KIND, "access token") : token.meta();
  }

  /// What is told where such a token is asked for, in the words of its protocol, and another or
  /// none is shown (RFC 6750, section 3); null at all other paths.
  public static @Nullable Response denied(Request request) {
    if (!ASKED_AT.matcher(request.path()).matches()) {
      return null;
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("error", "invalid_token");
    data.put("error_description", "permission denied");
    return Response.foreign(
        Response.Shape.FOREIGN_UNKNOWN,
        data,
        Map.of(
            "WWW-Authenticate",
            "Bearer error=\"invalid_token\",error_description=\"permission denied\""));
  }
}
