package dev.leasehold.verticles.engine.astra;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.HttpAct;
import dev.leasehold.verticles.outbound.HttpAnswer;
import dev.leasehold.verticles.outbound.HttpQuestion;
import dev.leasehold.verticles.outbound.HttpServer;
import dev.leasehold.verticles.outbound.HttpStep;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.JsonText;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Astra's DevOps API at one organization with one admin token: each call as a value. Immutable.
///
/// Of an answer to a call that changes something: 2xx with what was asked for is done; 4xx is
/// refused for certain, but for 408 and 499, which speak of a connection that broke; everything
/// else is unknown. A short wait that Astra asks for by 429 is waited, a long one is a refusal.
///
/// @param base the path before `/v2`, without a slash at its end
/// @param target the bulkhead
record DevOps(HttpServer server, String base, SecretBytes authorization, String target) {
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  /// What the outbound room calls a server that asks to be left alone.
  static final String RATE_LIMITED = "rate_limited";

  /// Astra knows the admin token not, or it may not do this.
  static final String DENIED = "denied";

  private static final Reveal TO_ASK = Reveal.because("Astra asks for the admin token");

  private static final Map<String, String> HEADERS =
      Map.of(
          "Accept", "application/json",
          "Content-Type", "application/json",
          "User-Agent", "Leasehold");

  /// So many tokens of an organization are about sixty thousand.
  private static final int LARGEST_LIST = 16 << 20;

  /// How often a call is repeated that Astra has put off.
  private static final int PUT_OFF = 3;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final String CLIENTS = "/v2/clientIdSecrets";
  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  @Override
  public String toString() {
    return "DevOps[" + server + "]";
  }

  /// @param url as it was configured; throws `IllegalArgumentException` where it names no server
  static DevOps at(String url, SecretBytes credential, String target) {
    HttpServer server = HttpServer.of(url);
    return new DevOps(
        server, path(url), SecretBytes.ofUtf8("Bearer " + credential.revealUtf8(TO_ASK)), target);
  }

  private static String path(String url) {
    try {
      URI uri = new URI(url);
      if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
        throw new IllegalArgumentException("the URL has a query");
      }
      String path = uri.getRawPath() == null ? "" : uri.getRawPath();
      return path.replaceAll("/+$", "");
    } catch (URISyntaxException wrong) {
      throw new IllegalArgumentException("the URL cannot be read", wrong);
    }
  }

  /// The same with another admin token.
  DevOps as(SecretBytes credential) {
    return new DevOps(
        server, base, SecretBytes.ofUtf8("Bearer " + credential.revealUtf8(TO_ASK)), target);
  }

  /// An act on this organization that begins so.
  HttpAct act(HttpStep.Ask first, @Nullable Instant deadline, boolean revoking) {
    return new HttpAct(server, target, first, deadline, TIMEOUT, revoking, LARGEST_LIST);
  }

  /// What follows an answer, with how often the question may still be put again.
  @FunctionalInterface
  private interface Heard {
    HttpStep of(HttpAnswer answer);
  }

  /// Has a token made; [Made] where it was.
  ///
  /// @param ends when Astra ends it by itself; null for never
  HttpStep.Ask create(
      List<String> roleIds, String description, @Nullable Instant ends, Creation then) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("roles", roleIds);
    body.put("description", description);
    if (ends != null) {
      body.put("tokenExpiry", ends.truncatedTo(ChronoUnit.SECONDS).toString());
    }
    HttpQuestion question =
        new HttpQuestion(
            "POST",
            base + CLIENTS,
            HEADERS,
            authorization,
            SecretBytes.copyOf(JsonText.write(body)));
    return asked(question, PUT_OFF, answer -> created(answer, then));
  }

  /// What follows a token that was made.
  ///
  /// @param lenient as [Made#of]
  record Creation(boolean lenient, Function<Made, HttpStep> next) {}

  private static HttpStep created(HttpAnswer answer, Creation then) {
    Made made = Made.of(answer, then.lenient());
    if (made != null) {
      return then.next().apply(made);
    }
    return new HttpStep.Over(
        answer.isGood()
            ? new Outcome.Unknown("unreadable", Reply.described(answer) + ", and no token in them")
            : failed(answer, true));
  }

  /// Has a token deleted; one that is not there is done.
  HttpStep.Ask delete(String clientId, HttpStep next) {
    if (!CLIENT_ID.matcher(clientId).matches()) {
      throw new IllegalArgumentException("a client id holds other characters than it may");
    }
    HttpQuestion question =
        new HttpQuestion("DELETE", base + CLIENTS + "/" + clientId, HEADERS, authorization, null);
    return asked(
        question,
        PUT_OFF,
        answer -> Reply.saysGone(answer) ? next : new HttpStep.Over(notDeleted(answer)));
  }

  /// A good answer that does not say so is asked for again: where the token is gone, the next one
  /// is a 404.
  private static Outcome notDeleted(HttpAnswer answer) {
    String before = "error revoking user token: unable to delete token in astra; ";
    Outcome outcome =
        answer.isGood()
            ? new Outcome.Unknown("unreadable", Reply.described(answer))
            : failed(answer, true);
    return switch (outcome) {
      case Outcome.Refused(String kind, String error) -> new Outcome.Refused(kind, before + error);
      case Outcome.Unknown(String kind, String error) -> new Outcome.Unknown(kind, before + error);
      case Outcome.Done done -> done;
    };
  }

  /// Whether a text can be a client id of Astra's.
  static boolean isClientId(String text) {
    return CLIENT_ID.matcher(text).matches();
  }

  /// Asks for all tokens of the organization.
  HttpStep.Ask list(Function<List<Reply.Listed>, HttpStep> next) {
    return asked(
        HttpQuestion.get(base + CLIENTS, HEADERS, authorization),
        PUT_OFF,
        answer -> {
          List<Reply.Listed> listed = Reply.listed(answer);
          return listed != null
              ? next.apply(listed)
              : new HttpStep.Over(
                  answer.isGood()
                      ? new Outcome.Refused(
                          "unreadable", Reply.described(answer) + ", and no list of tokens in them")
                      : failed(answer, false));
        });
  }

  /// Asks which organization the admin token belongs to: its id as Astra has it.
  HttpStep.Ask currentOrg(Function<String, HttpStep> next, Function<Outcome, HttpStep> otherwise) {
    return asked(
        HttpQuestion.get(base + "/v2/currentOrg", HEADERS, authorization),
        PUT_OFF,
        answer -> {
          Map<?, ?> reply = answer.isGood() ? Reply.object(answer) : null;
          String id = reply == null ? "" : Reply.text(reply, "id");
          return !id.isEmpty()
              ? next.apply(id)
              : otherwise.apply(
                  answer.isGood()
                      ? new Outcome.Refused(
                          "unreadable", Reply.described(answer) + ", and no organization in them")
                      : failed(answer, false));
        });
  }

  private HttpStep.Ask asked(HttpQuestion question, int left, Heard heard) {
    return asked(question, Duration.ZERO, left, heard);
  }

  private HttpStep.Ask asked(HttpQuestion question, Duration after, int left, Heard heard) {
    return new HttpStep.Ask(
        question,
        after,
        answer -> {
          Duration wait = answer.retryAfter();
          boolean again =
              answer.status() == HttpAnswer.TOO_MANY_REQUESTS
                  && left > 0
                  && wait.compareTo(LONGEST_WAIT) <= 0;
          return again
              ? asked(question, wait.isZero() ? SHORTEST_WAIT : wait, left - 1, heard)
              : heard.of(answer);
        });
  }

  private static Outcome failed(HttpAnswer answer, boolean changes) {
    int status = answer.status();
    String error = Reply.described(answer);
    if (status == HttpAnswer.TOO_MANY_REQUESTS) {
      return new Outcome.Refused(RATE_LIMITED, error);
    }
    if (status == 401 || status == 403) {
      return new Outcome.Refused(DENIED, error);
    }
    boolean broke = status == 408 || status == 499;
    boolean certain = !changes || (status >= 400 && status <= 499 && !broke);
    return certain ? new Outcome.Refused("status", error) : new Outcome.Unknown("status", error);
  }
}
