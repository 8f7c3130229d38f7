package dev.leasehold.verticles.request;

import dev.leasehold.crypto.secret.SecretBytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the client gets, before it has a status code or bytes. Immutable.
///
/// @param data members of `data`, in order: String, Boolean, Number, Instant, List, Map,
///   [SecretBytes] (written as text) or null
/// @param wrap what stands for an answer that was wrapped; then nothing else leaves
/// @param accessor names a credential in the data that is no token, as an AppRole's secret id; who
///   wraps the answer is told it. Empty where there is none
/// @param body what goes over the wire, byte for byte, in place of the members, which then only
///   tell the audit what is in it: an answer that is unwrapped
/// @param headers beside those that all answers have
public record Response(
    Shape shape,
    @Nullable Map<String, Object> data,
    LeaseBlock lease,
    @Nullable AuthBlock auth,
    List<String> warnings,
    @Nullable Standing standing,
    @Nullable WrapBlock wrap,
    String accessor,
    @Nullable SecretBytes body,
    Map<String, String> headers) {

  private static final String MEDIA_TYPE = "http_content_type";

  /// How an answer looks on the wire.
  public enum Shape {
    /// 200 and the envelope.
    ENVELOPE,
    /// 204 and no body.
    NOTHING,
    /// 404 with the whole envelope, as for a deleted version.
    MISSING,
    /// 404 and no body.
    ABSENT,
    /// 202: it was begun and goes on.
    ACCEPTED,
    /// 200 and `data` alone as a JSON object, without the envelope.
    BARE,
    /// As bare, and who asks may keep it for an hour.
    KEPT,
    /// 200 and bytes of another kind than JSON; the data tells the audit what they are.
    RAW,
    /// As raw, but 400: what was asked makes no sense.
    RAW_REFUSAL,
    /// 200 and the envelope, the members of `data` copied to the top level as well.
    INJECTED,
    /// 200 in the words of another protocol than Vault's: `data` alone.
    FOREIGN,
    /// The same, 400.
    FOREIGN_INVALID,
    /// The same, 401.
    FOREIGN_UNKNOWN,
    /// The same, 403.
    FOREIGN_DENIED,
    /// The same, 500.
    FOREIGN_FAILED;

    /// Whether it is in the words of another protocol.
    public boolean isForeign() {
      return switch (this) {
        case FOREIGN, FOREIGN_INVALID, FOREIGN_UNKNOWN, FOREIGN_DENIED, FOREIGN_FAILED -> true;
        case ENVELOPE, NOTHING, MISSING, ABSENT, ACCEPTED, BARE, KEPT, RAW, RAW_REFUSAL, INJECTED ->
            false;
      };
    }
  }

  public Response {
    warnings = List.copyOf(warnings);
    headers = Map.copyOf(headers);
  }

  /// An answer that is neither wrapped nor was.
  public Response(
      Shape shape,
      @Nullable Map<String, Object> data,
      LeaseBlock lease,
      @Nullable AuthBlock auth,
      List<String> warnings,
      @Nullable Standing standing) {
    this(shape, data, lease, auth, warnings, standing, null, "", null, Map.of());
  }

  /// An answer that says nothing of how the server stands.
  public Response(
      Shape shape,
      @Nullable Map<String, Object> data,
      LeaseBlock lease,
      @Nullable AuthBlock auth,
      List<String> warnings) {
    this(shape, data, lease, auth, warnings, null);
  }

  /// No body.
  public static Response nothing() {
    return new Response(Shape.NOTHING, null, LeaseBlock.NONE, null, List.of());
  }

  /// 404 without a body.
  public static Response absent() {
    return new Response(Shape.ABSENT, null, LeaseBlock.NONE, null, List.of());
  }

  public static Response of(@Nullable Map<String, Object> data) {
    return new Response(Shape.ENVELOPE, data, LeaseBlock.NONE, null, List.of());
  }

  public static Response bare(Map<String, Object> data) {
    return new Response(Shape.BARE, data, LeaseBlock.NONE, null, List.of());
  }

  /// In the words of another protocol.
  public static Response foreign(
      Shape shape, Map<String, Object> data, Map<String, String> headers) {
    return new Response(
        shape, data, LeaseBlock.NONE, null, List.of(), null, null, "", null, headers);
  }

  /// Bytes that are no envelope, and what kind of text they are.
  public static Response raw(String mediaType, byte[] text) {
    return raw(Shape.RAW, mediaType, text, 200);
  }

  /// The same for a refusal that is no JSON.
  public static Response rawRefusal(String mediaType, byte[] text) {
    return raw(Shape.RAW_REFUSAL, mediaType, text, 400);
  }

  private static Response raw(Shape shape, String mediaType, byte[] text, int code) {
    SecretBytes bytes = SecretBytes.copyOf(text);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(MEDIA_TYPE, mediaType);
    data.put("http_raw_body", bytes);
    data.put("http_status_code", code);
    return new Response(
        shape, data, LeaseBlock.NONE, null, List.of(), null, null, "", bytes, Map.of());
  }

  /// What kind of text a raw answer is.
  public String mediaType() {
    return data == null ? "" : String.valueOf(data.get(MEDIA_TYPE));
  }

  /// Without the envelope; may be kept for an hour by whoever asks, as what is public.
  public static Response kept(Map<String, Object> data) {
    return new Response(Shape.KEPT, data, LeaseBlock.NONE, null, List.of());
  }

  /// Without the envelope, and with how the server stands.
  public static Response health(Map<String, Object> data, Standing standing) {
    return new Response(Shape.BARE, data, LeaseBlock.NONE, null, List.of(), standing);
  }

  public static Response injected(Map<String, Object> data) {
    return new Response(Shape.INJECTED, data, LeaseBlock.NONE, null, List.of());
  }

  /// 404 with the envelope.
  public static Response missing(@Nullable Map<String, Object> data, String... warnings) {
    return new Response(Shape.MISSING, data, LeaseBlock.NONE, null, List.of(warnings));
  }

  public static Response accepted(String... warnings) {
    return new Response(Shape.ACCEPTED, null, LeaseBlock.NONE, null, List.of(warnings));
  }

  /// 202 and the envelope.
  public static Response accepted(Map<String, Object> data) {
    return new Response(Shape.ACCEPTED, data, LeaseBlock.NONE, null, List.of());
  }

  public static Response auth(AuthBlock auth, List<String> warnings) {
    return new Response(Shape.ENVELOPE, null, LeaseBlock.NONE, auth, warnings);
  }

  /// What a client gets whose answer was wrapped: where that lies, and nothing of it. The warnings
  /// and the token of a login are for the audit.
  public Response wrapped(WrapBlock block) {
    return new Response(
        Shape.ENVELOPE, null, LeaseBlock.NONE, auth, warnings, null, block, "", null, Map.of());
  }

  /// The same, going over the wire as these bytes.
  public Response verbatim(SecretBytes bytes) {
    return new Response(
        shape, data, lease, auth, warnings, standing, wrap, accessor, bytes, headers);
  }

  /// The same, with the accessor of a credential in the data.
  public Response naming(String credential) {
    return new Response(
        shape, data, lease, auth, warnings, standing, wrap, credential, body, headers);
  }

  public Response leased(LeaseBlock block) {
    return new Response(
        shape, data, block, auth, warnings, standing, wrap, accessor, body, headers);
  }

  /// The same with more warnings; an answer without a body becomes one with an envelope.
  public Response warned(List<String> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<String> all = new java.util.ArrayList<>(warnings);
    all.addAll(more);
    Shape now = shape == Shape.NOTHING ? Shape.ENVELOPE : shape;
    return new Response(now, data, lease, auth, all, standing, wrap, accessor, body, headers);
  }

  @Override
  public String toString() {
    return "Response[" + shape + "]";
  }
}
