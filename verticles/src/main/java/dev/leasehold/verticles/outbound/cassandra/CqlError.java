package dev.leasehold.verticles.outbound.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ConnectionInitException;
import com.datastax.oss.driver.api.core.servererrors.AlreadyExistsException;
import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.ErrorText;
import dev.leasehold.verticles.outbound.NotReached;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.Statement;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What the driver's exceptions mean. The classes of errors are the codes of the protocol: `0100`
/// of a login, the others of statements that the server looked at and did not want.
final class CqlError {
  static final String CREDENTIALS = "0100";
  static final String UNAUTHORIZED = "2100";
  static final String INVALID = "2200";

  private static final Pattern REPLIED = Pattern.compile("(?s)server replied with '(.*)' to ");

  /// What the driver puts before some of a server's texts.
  private static final Pattern NODE = Pattern.compile("^Node\\(.*?\\) is overloaded: ");

  private CqlError() {}

  /// Why no session was had. The password is never part of what the driver tells.
  static NotReached ofDialling(Throwable failure, DatabaseTarget target) {
    if (unwrapped(failure) instanceof NotReached denied) {
      return denied;
    }
    List<Throwable> causes = causes(failure).toList();
    for (Throwable cause : causes) {
      if (cause instanceof AuthenticationException refused) {
        Matcher reply = REPLIED.matcher(String.valueOf(refused.getMessage()));
        return new NotReached(
            CREDENTIALS,
            reply.find()
                ? ErrorText.told(reply.group(1), List.of(), ErrorText.LITERAL)
                : "authentication failed");
      }
    }
    boolean tls = target.settings().getOrDefault("tls", "").equals("true");
    if (causes.stream().anyMatch(SSLException.class::isInstance)) {
      return new NotReached("tls", "the TLS handshake failed");
    }
    for (Throwable cause : causes) {
      if (String.valueOf(cause.getMessage()).contains("refused")) {
        return new NotReached("unreachable", ErrorText.ofConnecting(cause));
      }
    }
    if (tls && causes.stream().anyMatch(ConnectionInitException.class::isInstance)) {
      return new NotReached("tls", "the TLS handshake failed");
    }
    return new NotReached("unreachable", ErrorText.ofConnecting(deepest(failure)));
  }

  /// What an error of a statement means; null where nobody can tell whether it was carried out.
  static Outcome.@Nullable Refused refused(Throwable failure, List<Statement> statements) {
    Throwable cause = unwrapped(failure);
    String code = code(cause);
    if (code != null) {
      String told = NODE.matcher(String.valueOf(cause.getMessage())).replaceFirst("");
      String once = ErrorText.told(told, statements, ErrorText.LITERAL);
      return new Outcome.Refused(code, ErrorText.told(once, statements, CqlQuoted.DOLLARS));
    }
    return isUnsent(cause)
        ? new Outcome.Refused("unreachable", "the connection to the database was lost")
        : null;
  }

  /// Whether the server said that we may not.
  static boolean isUnauthorized(Throwable failure) {
    return unwrapped(failure) instanceof UnauthorizedException;
  }

  private static @Nullable String code(Throwable cause) {
    return switch (cause) {
      case SyntaxError _ -> "2000";
      case UnauthorizedException _ -> UNAUTHORIZED;
      case InvalidQueryException _ -> INVALID;
      case InvalidConfigurationInQueryException _ -> "2300";
      case AlreadyExistsException _ -> "2400";
      case QueryValidationException _ -> INVALID;
      case OverloadedException early when isTooEarly(early) -> "1001";
      default -> null;
    };
  }

  /// Cassandra 5 has a password changed once in a few seconds, and says so before it does anything.
  private static boolean isTooEarly(OverloadedException overloaded) {
    return String.valueOf(overloaded.getMessage()).contains("can only be changed every");
  }

  /// Whether no connection took the statement.
  private static boolean isUnsent(Throwable cause) {
    return cause instanceof AllNodesFailedException failed
        && failed.getAllErrors().values().stream()
            .flatMap(Collection::stream)
            .allMatch(error ->
                error instanceof NodeUnavailableException
                    || error instanceof BusyConnectionException);
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  /// A failure, what caused it or came with it, and what happened at each node.
  private static Stream<Throwable> causes(Throwable failure) {
    Throwable cause = failure.getCause();
    Stream<Throwable> below =
        Stream.concat(
            cause == null ? Stream.of() : Stream.of(cause), Stream.of(failure.getSuppressed()));
    Stream<Throwable> nodes =
        failure instanceof AllNodesFailedException all
            ? all.getAllErrors().values().stream().flatMap(Collection::stream)
            : Stream.of();
    return Stream.concat(Stream.of(failure), Stream.concat(below, nodes).flatMap(CqlError::causes));
  }

  private static Throwable deepest(Throwable failure) {
    return causes(failure).reduce(failure, (_, last) -> last);
  }
}
