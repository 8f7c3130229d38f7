package dev.leasehold.verticles.engine.astra;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.AstraEvent;
import dev.leasehold.projections.astra.AstraToken;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.JsonPayload;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Fault;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tokens as clients are shown them: the plugin's fields, and what is asked for beside them.
final class Shown {
  static final String TOKEN = "token";
  static final String SECRET = "secret";
  private static final String CLIENT_SECRET = "client_secret";

  private Shown() {}

  /// One that was just made: the plugin's seven fields.
  static Map<String, Object> issued(Call call, AstraEvent.TokenPinned pinned, Made made) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("clientId", made.clientId());
    data.put("generatedOn", made.generatedOn());
    data.put("logicalName", pinned.logicalName());
    data.put("metadata", pinned.metadata());
    data.put("orgId", pinned.org());
    data.put("roleName", pinned.role());
    data.put(TOKEN, made.token());
    if (call.fields().flag(CLIENT_SECRET)) {
      data.put(CLIENT_SECRET, made.secret());
    }
    return data;
  }

  /// One that is looked up, with its secrets and its lease.
  static Map<String, Object> whole(Call call, View view, String lease) {
    AstraToken token = token(view, lease);
    Map<String, Object> data = plain(token, lease);
    Map<String, Object> content = content(view, token);
    data.put(TOKEN, SecretBytes.ofUtf8(String.valueOf(content.get(TOKEN))));
    if (call.fields().flag(CLIENT_SECRET)) {
      data.put(CLIENT_SECRET, SecretBytes.ofUtf8(String.valueOf(content.get(SECRET))));
    }
    return data;
  }

  private static Map<String, Object> plain(AstraToken token, String lease) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("clientId", token.clientId());
    data.put("generatedOn", token.generatedOn());
    data.put("lease_id", lease);
    data.put("logicalName", token.logicalName());
    data.put("metadata", token.metadata());
    data.put("orgId", token.org());
    data.put("roleName", token.role());
    return data;
  }

  private static Map<String, Object> content(View view, AstraToken token) {
    if (token.content() == null) {
      throw new Fault("a live token of Astra's has no content");
    }
    return JsonPayload.read(view, token.content());
  }

  /// One in a list: without its secrets, unless the mount is to answer as the plugin does; with who
  /// asked for it and when its lease is over.
  static Map<String, Object> listed(Call call, View view, String lease) {
    AstraToken token = token(view, lease);
    Map<String, Object> data = plain(token, lease);
    if (Arguments.option(call.mount(), AstraEngine.PLUGIN_ANSWERS)) {
      data.put(TOKEN, SecretBytes.ofUtf8(String.valueOf(content(view, token).get(TOKEN))));
    }
    data.put("display_name", token.displayName());
    data.put("entity_id", token.entityId());
    LeaseRow row = Leases.find(view, lease);
    data.put("expire_time", row == null ? token.expires() : row.lease().expires());
    return data;
  }

  private static AstraToken token(View view, String lease) {
    AstraToken token = Astras.token(view, lease);
    if (token == null) {
      throw new Fault("a live lease of Astra's has no token");
    }
    return token;
  }
}
