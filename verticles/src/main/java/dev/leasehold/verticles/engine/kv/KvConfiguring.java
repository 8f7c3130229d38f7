package dev.leasehold.verticles.engine.kv;

import dev.leasehold.events.KvEvent;
import dev.leasehold.projections.kv.KvConfig;
import dev.leasehold.projections.kv.KvSecrets;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Version 2: `config` of the mount, which holds for all its secrets.
final class KvConfiguring {
  /// What turns the deletion of versions off for the whole mount, however negative it was sent.
  private static final long NEVER = -1;

  List<Route> routes() {
    return List.of(
        Route.at("config")
            .fields(
                Field.integer("max_versions", "The number of versions to keep for each key"),
                Field.flag("cas_required", "If true, each write requires the cas parameter"),
                Field.signedSeconds("delete_version_after", "How long a version is kept"))
            .read(this::read)
            .write(this::write));
  }

  private Response read(Call call, View state) {
    KvConfig config = KvSecrets.config(state, call.mount().uuid());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("cas_required", config.casRequired());
    data.put("delete_version_after", KvAnswers.duration(config.deleteVersionAfterSeconds()));
    data.put("max_versions", Integer.toUnsignedLong(config.maxVersions()));
    return Response.of(data);
  }

  private Decision write(Call call, View head) {
    Fields fields = call.fields();
    boolean versions = fields.given("max_versions");
    boolean cas = fields.given("cas_required");
    boolean after = fields.given("delete_version_after");
    if (!versions && !cas && !after) {
      return Decision.of(Response.nothing());
    }
    KvConfig old = KvSecrets.config(head, call.mount().uuid());
    return Decision.of(
        Response.nothing(),
        new KvEvent.KvConfigured(
            call.mount().uuid(),
            versions ? fields.integer("max_versions") : old.maxVersions(),
            cas ? fields.flag("cas_required") : old.casRequired(),
            after
                ? Math.max(NEVER, fields.seconds("delete_version_after"))
                : old.deleteVersionAfterSeconds()));
  }
}
