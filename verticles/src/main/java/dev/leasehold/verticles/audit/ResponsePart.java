package dev.leasehold.verticles.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leasehold.events.Mount;
import dev.leasehold.verticles.request.AuthBlock;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes what was answered: the member `response` of a line. The text of a refusal stands in its
/// data as `error`, hashed.
record ResponsePart(AuditFormat.Choices choices) {

  /// @param elided stands for the data, where that is too long
  void write(JsonGenerator json, AuditEntry entry, @Nullable String elided) throws IOException {
    Response response = entry.response();
    RequestPart parts = new RequestPart(choices);
    json.writeObjectFieldStart("response");
    boolean wrapped = response != null && response.wrap() != null;
    AuthBlock made = response == null || wrapped ? null : response.auth();
    if (made != null) {
      json.writeObjectFieldStart("auth");
      parts.auth(json, made);
      json.writeEndObject();
    }
    parts.mount(json, entry.entrance().mount(), "mount_running_plugin_version");
    if (response != null && !response.lease().leaseId().isEmpty()) {
      json.writeObjectFieldStart("secret");
      json.writeStringField("lease_id", response.lease().leaseId());
      json.writeEndObject();
    }
    data(json, entry, elided);
    if (response != null) {
      RequestPart.texts(json, "warnings", response.warnings());
      if (response.wrap() != null) {
        parts.wrap(json, response.wrap());
      }
    }
    json.writeEndObject();
  }

  private void data(JsonGenerator json, AuditEntry entry, @Nullable String elided)
      throws IOException {
    Map<String, ?> data = dataOf(entry);
    if (data == null || data.isEmpty()) {
      return;
    }
    json.writeFieldName("data");
    if (elided != null) {
      RequestPart.elided(json, elided);
      return;
    }
    boolean list = entry.request().operation() == Operation.LIST;
    Mount mount = entry.entrance().mount();
    List<String> exempt = mount == null ? List.of() : mount.config().auditNonHmacResponseKeys();
    new HashedValues(choices.hash(), exempt, false)
        .write(json, list && choices.elideLists() ? counted(data) : data);
  }

  private static @Nullable Map<String, ?> dataOf(AuditEntry entry) {
    Response response = entry.response();
    if (response != null) {
      return response.data();
    }
    Refusal refusal = entry.refusal();
    if (refusal == null
        || refusal.kind() == Refusal.Kind.UNSUPPORTED_OPERATION
        || refusal.errors().isEmpty()) {
      return null;
    }
    return Map.of("error", refusal.errors().getFirst());
  }

  /// The data of a LIST with numbers instead of what was listed.
  private static Map<String, ?> counted(Map<String, ?> data) {
    Map<String, Object> counted = new HashMap<>(data);
    counted.computeIfPresent(
        "keys", (_, keys) -> keys instanceof Collection<?> all ? all.size() : keys);
    counted.computeIfPresent(
        "key_info", (_, info) -> info instanceof Map<?, ?> all ? all.size() : info);
    return counted;
  }
}
