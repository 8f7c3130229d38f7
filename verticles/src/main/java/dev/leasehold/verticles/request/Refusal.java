package dev.leasehold.verticles.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The client's doing: it gets a text, and nothing has changed. Thrown by the gate and by engines
/// while they decide; it carries no stack, because it is an answer and no accident.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// What kind of refusal it is; only the response writer knows the status codes.
  public enum Kind {
    /// The request makes no sense or asks for what cannot be.
    BAD_REQUEST,
    /// No token, a bad one, or one without the right.
    DENIED,
    /// There is no such thing.
    NOT_FOUND,
    /// The path is served, but not this operation on it.
    UNSUPPORTED_OPERATION,
    /// The body is larger than the limit.
    TOO_LARGE,
    /// A PATCH with another content type than merge-patch.
    UNSUPPORTED_MEDIA_TYPE,
    /// A queue or a quota is full.
    TOO_MANY_REQUESTS,
    /// What Vault answers with 500 although the client caused it, as a failed database statement.
    INTERNAL,
    /// Sealed, no leader, or the journal does not answer.
    UNAVAILABLE
  }

  private final Kind kind;
  private final transient List<String> errors;
  private final boolean counted;
  private final transient @Nullable Object data;

  private Refusal(Kind kind, List<String> errors, boolean counted, @Nullable Object data) {
    super(errors.isEmpty() ? kind.name() : errors.getFirst(), null, false, false);
    this.kind = kind;
    this.errors = List.copyOf(errors);
    this.counted = counted;
    this.data = data;
  }

  /// A refusal whose text stands as it is.
  public static Refusal of(Kind kind, String... errors) {
    return new Refusal(kind, List.of(errors), false, null);
  }

  /// A refusal whose text Vault wraps in `1 error occurred:` on authenticated requests.
  public static Refusal counted(Kind kind, String error) {
    return new Refusal(kind, List.of(error), true, null);
  }

  public static Refusal badRequest(String error) {
    return of(Kind.BAD_REQUEST, error);
  }

  /// No or a bad token: `permission denied`, not wrapped.
  public static Refusal badToken() {
    return of(Kind.DENIED, "permission denied");
  }

  /// A token without the right: `permission denied`, wrapped.
  public static Refusal denied() {
    return counted(Kind.DENIED, "permission denied");
  }

  /// 404 with an empty list of errors.
  public static Refusal notFound() {
    return of(Kind.NOT_FOUND);
  }

  public static Refusal unsupportedPath() {
    return counted(Kind.NOT_FOUND, "unsupported path");
  }

  public static Refusal unsupportedOperation() {
    return counted(Kind.UNSUPPORTED_OPERATION, "unsupported operation");
  }

  /// An error that an engine returns and that Vault answers with 500.
  public static Refusal internal(String error) {
    return counted(Kind.INTERNAL, error);
  }

  public static Refusal sealed() {
    return of(Kind.UNAVAILABLE, "Vault is sealed");
  }

  /// The same with data beside the text, where a text alone would not do.
  public Refusal with(Object told) {
    return new Refusal(kind, errors, counted, told);
  }

  public Kind kind() {
    return kind;
  }

  public List<String> errors() {
    return errors;
  }

  /// Whether the text is wrapped in `1 error occurred:` where the request is authenticated.
  public boolean counted() {
    return counted;
  }

  /// What stands beside the text, or null; as [Response#data] a value that JSON can show.
  public @Nullable Object data() {
    return data;
  }
}
