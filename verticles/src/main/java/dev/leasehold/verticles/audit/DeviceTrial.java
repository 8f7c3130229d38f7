package dev.leasehold.verticles.audit;

import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Tries a device out before it is enabled: reads its options, opens it and writes the test line,
/// as Vault does. Blocks, at most [#LONGEST]: for a worker.
public final class DeviceTrial {
  /// A device that takes longer is refused.
  public static final Duration LONGEST = Duration.ofSeconds(5);

  private final List<Path> forbidden;

  /// @param forbidden folders of ours, in which no audit file may lie
  public DeviceTrial(List<Path> forbidden) {
    this.forbidden = List.copyOf(forbidden);
  }

  /// Writes the test line to a device with these options, or refuses them in Vault's words. With
  /// `skip_test` the device is only opened, and a socket not even that.
  public void run(String type, Map<String, String> options, Call call) {
    Device device = Device.read(type, options, forbidden);
    boolean skip = "true".equals(options.get("skip_test"));
    byte[] line = AuditFormat.test(call.entropy().uuid(), call.request().namespace(), call.now());
    FutureTask<Boolean> trial = new FutureTask<>(() -> write(device, line, skip));
    Thread.ofPlatform().daemon().name("audit-device-trial").start(trial);
    try {
      trial.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException hanging) {
      throw failed("the device does not answer");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failed("interrupted");
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      String why =
          failure.getCause() instanceof IOException io
              ? String.valueOf(io.getMessage())
              : "the device cannot be opened";
      throw switch (device) {
        case SyslogDevice syslog -> Refusal.badRequest(why);
        case SocketDevice socket -> failed(twice(why));
        case AuditFile file -> failed(why);
      };
    }
  }

  private static boolean write(Device device, byte[] line, boolean skip) throws IOException {
    LineOptions lines = device.lines();
    if (skip && device instanceof SocketDevice) {
      return true;
    }
    try (OutputStream out = device.open()) {
      if (!skip) {
        out.write(AuditLines.joined(lines.prefixBytes(), lines.shown(line), new byte[] {'\n'}));
      }
    }
    return true;
  }

  /// Vault tries a socket twice, and tells both errors.
  private static String twice(String why) {
    return "2 errors occurred:\n\t* " + why + "\n\t* " + why + "\n\n";
  }

  private static Refusal failed(String why) {
    return Refusal.badRequest("audit backend failed test message: " + why);
  }
}
