package dev.leasehold.verticles.http;

import dev.leasehold.verticles.request.AuthBlock;
import dev.leasehold.verticles.request.LeaseBlock;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.request.WrapBlock;
import java.util.Map;

/// The envelope of an answer as JSON, with Vault's members in Vault's order. Of a wrapped answer it
/// tells nothing but where that lies, not even which request it answers.
final class Envelope {
  private Envelope() {}

  /// Writes the envelope, its members behind some others.
  static void write(
      JsonText json, String requestId, Response response, Map<String, Object> beside) {
    json.raw("{");
    if (!beside.isEmpty()) {
      json.members(beside).raw(",");
    }
    LeaseBlock lease = response.lease();
    WrapBlock wrap = response.wrap();
    json.raw("\"request_id\":").string(wrap == null ? requestId : "");
    json.raw(",\"lease_id\":").string(lease.leaseId());
    json.raw(",\"renewable\":").value(lease.renewable());
    json.raw(",\"lease_duration\":").number(lease.durationSeconds());
    json.raw(",\"data\":").value(response.data());
    json.raw(",\"wrap_info\":");
    if (wrap == null) {
      json.raw("null");
    } else {
      wrap(json, wrap);
    }
    boolean warned = wrap == null && !response.warnings().isEmpty();
    json.raw(",\"warnings\":").value(warned ? response.warnings() : null);
    json.raw(",\"auth\":");
    if (response.auth() == null || wrap != null) {
      json.raw("null}");
    } else {
      auth(json, response.auth());
      json.raw("}");
    }
  }

  private static void auth(JsonText json, AuthBlock auth) {
    json.raw("{\"client_token\":").secret(auth.clientToken());
    json.raw(",\"accessor\":").string(auth.accessor());
    json.raw(",\"policies\":").list(auth.policies());
    if (!auth.tokenPolicies().isEmpty()) {
      json.raw(",\"token_policies\":").list(auth.tokenPolicies());
    }
    if (!auth.identityPolicies().isEmpty()) {
      json.raw(",\"identity_policies\":").list(auth.identityPolicies());
    }
    json.raw(",\"metadata\":").value(auth.metadata());
    json.raw(",\"lease_duration\":").number(auth.leaseDurationSeconds());
    json.raw(",\"renewable\":").value(auth.renewable());
    json.raw(",\"entity_id\":").string(auth.entityId());
    json.raw(",\"token_type\":").string(auth.tokenType());
    json.raw(",\"orphan\":").value(auth.orphan());
    json.raw(",\"mfa_requirement\":null,\"num_uses\":").number(auth.numUses()).raw("}");
  }

  private static void wrap(JsonText json, WrapBlock wrap) {
    json.raw("{\"token\":").secret(wrap.token());
    json.raw(",\"accessor\":").string(wrap.accessor());
    json.raw(",\"ttl\":").number(wrap.ttlSeconds());
    json.raw(",\"creation_time\":").value(wrap.creationTime());
    json.raw(",\"creation_path\":").string(wrap.creationPath());
    if (!wrap.wrappedAccessor().isEmpty()) {
      json.raw(",\"wrapped_accessor\":").string(wrap.wrappedAccessor());
    }
    json.raw("}");
  }
}
