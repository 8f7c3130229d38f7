package dev.leasehold.verticles.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Namespace;
import dev.leasehold.events.Token;
import dev.leasehold.verticles.gate.Caller;
import dev.leasehold.verticles.policy.Verdict;
import dev.leasehold.verticles.request.AuthBlock;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.request.WrapBlock;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes who asked for what: the members `auth` and `request` of a line. What is empty is left
/// out. Of the request headers only those are written that an operator named, never the ones that
/// carry a token.
record RequestPart(AuditFormat.Choices choices) {

  /// @param elided stands for the data, where that is too long
  void write(JsonGenerator json, AuditEntry entry, boolean loggedIn, @Nullable String elided)
      throws IOException {
    Caller caller = entry.entrance().caller();
    json.writeObjectFieldStart("auth");
    Response response = entry.response();
    AuthBlock made = response == null ? null : response.auth();
    if (loggedIn && made != null) {
      auth(json, made);
    } else if (caller != null) {
      caller(json, entry, caller);
    } else {
      results(json, entry);
      json.writeStringField("token_type", "default");
    }
    json.writeEndObject();
    request(json, entry, elided);
  }

  private void caller(JsonGenerator json, AuditEntry entry, Caller caller) throws IOException {
    Token token = caller.token();
    AuditHash.Shown shown = choices.hash().caller(caller);
    json.writeStringField("client_token", shown.token());
    text(json, "accessor", choices.hmacAccessor() ? shown.accessor() : token.accessor());
    text(json, "display_name", token.displayName());
    texts(json, "policies", token.policies());
    texts(json, "token_policies", token.policies());
    results(json, entry);
    pairs(json, "metadata", token.meta());
    number(json, "remaining_uses", token.numUses());
    text(json, "entity_id", token.entityId());
    text(json, "token_type", token.type());
    number(json, "token_ttl", token.ttlSeconds());
    json.writeStringField("token_issue_time", GoTime.seconds(token.created()));
  }

  /// Why it was let in or not. A path that needs no token is allowed without a policy.
  private static void results(JsonGenerator json, AuditEntry entry) throws IOException {
    Verdict verdict = entry.entrance().verdict();
    boolean known = entry.entrance().caller() != null;
    boolean open = !known && !entry.denied() && entry.entrance().mount() != null;
    if (verdict == null && !open && !(known && entry.denied())) {
      return;
    }
    json.writeObjectFieldStart("policy_results");
    json.writeBooleanField("allowed", !entry.denied());
    if (verdict != null && !entry.denied() && !verdict.grantingPolicies().isEmpty()) {
      json.writeArrayFieldStart("granting_policies");
      for (String name : verdict.grantingPolicies()) {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("namespace_id", entry.request().namespace());
        json.writeStringField("type", "acl");
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /// A token that an answer carries.
  void auth(JsonGenerator json, AuthBlock made) throws IOException {
    json.writeStringField("client_token", choices.hash().secret(made.clientToken()));
    text(json, "accessor", accessor(made.accessor()));
    texts(json, "policies", made.policies());
    texts(json, "token_policies", made.tokenPolicies());
    texts(json, "identity_policies", made.identityPolicies());
    pairs(json, "metadata", made.metadata());
    number(json, "num_uses", made.numUses());
    text(json, "entity_id", made.entityId());
    text(json, "token_type", made.tokenType());
    number(json, "token_ttl", made.leaseDurationSeconds());
  }

  /// Where a wrapped answer lies.
  void wrap(JsonGenerator json, WrapBlock wrap) throws IOException {
    json.writeObjectFieldStart("wrap_info");
    number(json, "ttl", wrap.ttlSeconds());
    json.writeStringField("token", choices.hash().secret(wrap.token()));
    text(json, "accessor", accessor(wrap.accessor()));
    json.writeStringField("creation_time", GoTime.nanos(wrap.creationTime()));
    text(json, "creation_path", wrap.creationPath());
    text(json, "wrapped_accessor", accessor(wrap.wrappedAccessor()));
    json.writeEndObject();
  }

  private String accessor(String accessor) {
    boolean shown = accessor.isEmpty() || !choices.hmacAccessor();
    return shown ? accessor : choices.hash().text(accessor);
  }

  private void request(JsonGenerator json, AuditEntry entry, @Nullable String elided)
      throws IOException {
    Request request = entry.request();
    Caller caller = entry.entrance().caller();
    Mount mount = entry.entrance().mount();
    AuditHash.Shown shown = caller == null ? null : choices.hash().caller(caller);
    json.writeObjectFieldStart("request");
    text(json, "id", request.id());
    if (shown != null) {
      text(json, "client_id", shown.clientId());
    }
    json.writeStringField("operation", request.operation().word());
    mount(json, mount, "mount_running_version");
    SecretBytes token = request.token();
    if (caller != null && shown != null) {
      json.writeStringField("client_token", shown.token());
      String accessor = caller.token().accessor();
      text(json, "client_token_accessor", choices.hmacAccessor() ? shown.accessor() : accessor);
    } else if (token != null) {
      json.writeStringField("client_token", choices.hash().secret(token));
    }
    namespace(json, request.namespace());
    text(json, "path", request.path());
    data(json, request, mount, elided);
    text(json, "remote_address", request.remoteAddress());
    number(json, "remote_port", request.remotePort());
    if (request.wrapTtl() != null) {
      number(json, "wrap_ttl", request.wrapTtl().toSeconds());
    }
    headers(json, request);
    List<X509Certificate> chain = request.certificates();
    if (chain != null && !chain.isEmpty()) {
      json.writeStringField(
          "client_certificate_serial_number", chain.getFirst().getSerialNumber().toString());
    }
    json.writeEndObject();
  }

  private void headers(JsonGenerator json, Request request) throws IOException {
    SortedMap<String, Boolean> named = choices.headers().get();
    boolean begun = false;
    for (Map.Entry<String, Boolean> header : named.entrySet()) {
      List<String> values = request.headers().get(header.getKey());
      if (values != null) {
        if (!begun) {
          json.writeObjectFieldStart("headers");
          begun = true;
        }
        boolean hashed = header.getValue();
        texts(
            json,
            header.getKey(),
            hashed ? values.stream().map(choices.hash()::text).toList() : values);
      }
    }
    if (begun) {
      json.writeEndObject();
    }
  }

  private void data(
      JsonGenerator json, Request request, @Nullable Mount mount, @Nullable String elided)
      throws IOException {
    if (request.data().isEmpty()) {
      return;
    }
    json.writeFieldName("data");
    if (elided != null) {
      elided(json, elided);
      return;
    }
    List<String> exempt = mount == null ? List.of() : mount.config().auditNonHmacRequestKeys();
    new HashedValues(choices.hash(), exempt, true).write(json, request.data());
  }

  static void elided(JsonGenerator json, String hash) throws IOException {
    json.writeStartObject();
    json.writeStringField("elided", hash);
    json.writeEndObject();
  }

  /// What both a request and an answer tell of the mount; they name its version differently.
  void mount(JsonGenerator json, @Nullable Mount mount, String versionMember) throws IOException {
    if (mount == null) {
      return;
    }
    json.writeStringField("mount_point", mount.fullPath());
    json.writeStringField("mount_type", mount.type());
    text(json, "mount_accessor", mount.accessor());
    json.writeStringField(versionMember, choices.version());
    json.writeStringField("mount_class", mount.table() == MountTable.AUTH ? "auth" : "secret");
  }

  static void namespace(JsonGenerator json, String namespace) throws IOException {
    json.writeObjectFieldStart("namespace");
    json.writeStringField("id", namespace);
    if (!namespace.equals(Namespace.ROOT)) {
      json.writeStringField("path", namespace);
    }
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String text) throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(name, text);
    }
  }

  private static void number(JsonGenerator json, String name, long number) throws IOException {
    if (number != 0) {
      json.writeNumberField(name, number);
    }
  }

  static void texts(JsonGenerator json, String name, Collection<String> texts) throws IOException {
    if (texts.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void pairs(JsonGenerator json, String name, @Nullable Map<String, String> pairs)
      throws IOException {
    if (pairs == null || pairs.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> pair : new TreeMap<>(pairs).entrySet()) {
      json.writeStringField(pair.getKey(), pair.getValue());
    }
    json.writeEndObject();
  }
}
