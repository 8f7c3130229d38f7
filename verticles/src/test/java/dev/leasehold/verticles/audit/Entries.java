package dev.leasehold.verticles.audit;

import dev.leasehold.crypto.key.MacKey;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Token;
import dev.leasehold.verticles.gate.Caller;
import dev.leasehold.verticles.gate.Entrance;
import dev.leasehold.verticles.policy.Acl;
import dev.leasehold.verticles.policy.Verdict;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Entries as the server would make them, with a salt of zeros.
final class Entries {
  static final Instant RECEIVED = Instant.parse("2026-11-22T11:21:10.966560000Z");
  static final Instant ANSWERED = Instant.parse("2026-11-22T11:21:11Z");
  static final String TOKEN = "hvs.canary-token";
  static final String ACCESSOR = "canary-accessor";

  private Entries() {}

  static MacKey key() {
    return MacKey.of(new byte[MacKey.LENGTH]);
  }

  static String hashed(String text) {
    return "hmac-sha256:" + key().macHex(text);
  }

  static AuditFormat format() {
    return new AuditFormat(choices(AuditHash.of(key()), true, false, 1_000_000));
  }

  static AuditFormat.Choices choices(
      AuditHash hash, boolean hmacAccessor, boolean elideLists, int maxEntryBytes) {
    return new AuditFormat.Choices(
        hash, hmacAccessor, elideLists, maxEntryBytes, "v1.14.9+builtin.vault", TreeMap::new);
  }

  static Mount kv(List<String> shownInRequests, List<String> shownInResponses) {
    MountConfig config =
        new MountConfig(
            0, 0, false, "", shownInRequests, shownInResponses, List.of(), List.of(), "");
    return new Mount(
        "root",
        MountTable.SECRET,
        "uuid",
        "secret/",
        "kv",
        "",
        "kv_bfed8493",
        false,
        false,
        false,
        Map.of(),
        config);
  }

  static Caller caller() {
    Token token =
        new Token(
            "root",
            "token-id",
            ACCESSOR,
            null,
            List.of("default", "p"),
            "auth/token/create",
            Map.of("m", "v"),
            "token",
            0,
            Instant.parse("2026-11-22T10:00:00.5Z"),
            3600,
            0,
            0,
            "service",
            null,
            null,
            true,
            null,
            List.of(),
            "");
    return new Caller(token, SecretBytes.ofUtf8(TOKEN), Acl.of(List.of()));
  }

  static Entrance admitted() {
    return new Entrance(kv(List.of(), List.of()), caller(), new Verdict(true, false, List.of("p")));
  }

  static Request request(Operation operation, String path, Map<String, Object> data) {
    return new Request(
        "request-id",
        operation,
        "root",
        path,
        data,
        SecretBytes.ofUtf8(TOKEN),
        null,
        "127.0.0.1",
        39552,
        RECEIVED,
        Map.of("authorization", List.of("canary-header")),
        List.of());
  }

  static AuditEntry answered(Request request, Entrance entrance, Response response) {
    return new AuditEntry(request, entrance, response, null, ANSWERED, 7);
  }

  static AuditEntry refused(Request request, Entrance entrance, @Nullable Refusal refusal) {
    return new AuditEntry(request, entrance, null, refusal, ANSWERED, 7);
  }

  static AuditEntry kvRead() {
    Map<String, Object> metadata =
        Map.of("created_time", "2026-11-22T11:00:00Z", "destroyed", false, "version", 1);
    Map<String, Object> data =
        Map.of("data", Map.of("k", "canary-value", "n", 1.5), "metadata", metadata);
    return answered(
        request(Operation.READ, "secret/data/a", Map.of()), admitted(), Response.of(data));
  }
}
