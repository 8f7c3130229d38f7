package dev.leasehold.verticles.engine.sys;

import dev.leasehold.crypto.key.MacKey;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SysEvent;
import dev.leasehold.projections.SmallState;
import dev.leasehold.projections.audit.AuditDevice;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Audit devices: listing, enabling, disabling, and the hash that a device shows of a text.
///
/// A device is tried out before it is enabled, on a worker, and its options are read there. The
/// salt of its hashes is a payload, which is destroyed when the device is disabled.
public final class AuditRoutes {
  private static final Reveal HASHING = Reveal.because("sys/audit-hash answers with a hash");

  private static final List<String> TYPES = List.of("file", "socket", "syslog");

  private final Trial trial;

  /// Tries a device out: reads its options and writes the test line, or refuses. Blocks.
  @FunctionalInterface
  public interface Trial {
    void run(String type, Map<String, String> options, Call call);
  }

  public AuditRoutes(Trial trial) {
    this.trial = trial;
  }

  List<Route> routes() {
    Handler enable = new Handler.Prepared(this::prepare, this::enable);
    return List.of(
        Route.at("audit").sudo().read(this::list),
        Route.at("audit/{path...}")
            .sudo()
            .fields(
                Field.text("type", "The type of the backend, as file"),
                Field.text("description", "User-friendly description for this audit backend"),
                Field.pairs("options", "Configuration options for the audit backend"),
                Field.flag("local", "Mark the device as local"))
            .on(enable, Operation.CREATE, Operation.UPDATE)
            .delete(this::disable),
        Route.at("audit-hash/{path...}")
            .fields(Field.text("input", "The text to hash").keptSecret())
            .ask(this::hash));
  }

  private Response list(Call call, View state) {
    Map<String, Object> devices = new TreeMap<>();
    for (AuditDevice device : state.small().auditDevices()) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("description", device.description());
      data.put("local", device.local());
      data.put("options", new TreeMap<>(device.options()));
      data.put("path", device.path());
      data.put("type", device.type());
      devices.put(device.path(), data);
    }
    return Response.injected(devices);
  }

  private @Nullable Object prepare(Call call, View committed) {
    refuse(call, committed.small());
    trial.run(call.fields().text("type"), call.fields().pairs("options"), call);
    return null;
  }

  private Decision enable(Call call, View head, @Nullable Object prepared) {
    refuse(call, head.small());
    PayloadName salt =
        new PayloadName(HexFormat.of().formatHex(call.entropy().bytes(PayloadName.BYTES)));
    byte[] drawn = call.entropy().bytes(MacKey.LENGTH);
    Payload payload = new Payload(salt, SecretBytes.copyOf(drawn));
    Arrays.fill(drawn, (byte) 0);
    return Decision.of(
            Response.nothing(),
            new SysEvent.AuditDeviceEnabled(
                MountRoutes.slashed(call),
                call.fields().text("type"),
                call.fields().text("description"),
                call.fields().pairs("options"),
                call.fields().flag("local"),
                salt))
        .bringing(payload);
  }

  private static void refuse(Call call, SmallState small) {
    String path = MountRoutes.slashed(call);
    if (path.equals("/")) {
      throw Refusal.badRequest("backend path must be specified");
    }
    for (AuditDevice device : small.auditDevices()) {
      if (device.path().startsWith(path) || path.startsWith(device.path())) {
        throw Refusal.badRequest("path already in use");
      }
    }
    String type = call.fields().text("type");
    if (!TYPES.contains(type)) {
      throw Refusal.badRequest("unknown backend type: \"" + type + "\"");
    }
  }

  private Decision disable(Call call, View head) {
    if (MountRoutes.slashed(call).equals("/")) {
      throw Refusal.badRequest("audit device path must be specified");
    }
    AuditDevice device = head.small().auditDevice(MountRoutes.slashed(call));
    return device == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new SysEvent.AuditDeviceDisabled(device.path()))
            .destroying(List.of(device.salt()));
  }

  private Response hash(Call call, View state) {
    String input = call.fields().text("input");
    if (input.isEmpty()) {
      throw Refusal.badRequest("the \"input\" parameter is empty");
    }
    String path = MountRoutes.slashed(call);
    AuditDevice device = state.small().auditDevice(path);
    SecretBytes salt = device == null ? null : state.payload(device.salt());
    if (salt == null) {
      throw Refusal.badRequest("unknown audit backend \"" + path + "\"");
    }
    byte[] key = salt.reveal(HASHING);
    try {
      return Response.injected(Map.of("hash", "hmac-sha256:" + MacKey.of(key).macHex(input)));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
