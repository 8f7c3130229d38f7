package dev.leasehold.verticles.audit;

import dev.leasehold.crypto.key.MacKey;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.projections.SmallState;
import dev.leasehold.projections.audit.AuditDevice;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.request.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The devices that are fed, as the committed state names them: each with its own salt, its own
/// choice of format and its own writing thread. Any thread.
///
/// A device whose salt is not there yet, or whose options cannot be read, is there and never
/// succeeds: it counts against what is answered, as a device that fails does.
final class AuditDevices implements AutoCloseable {
  private static final Reveal SALTING = Reveal.because("the audit hashes with it");

  private final List<Path> forbidden;
  private final String version;
  private final LongSupplier nanos;
  private final Map<AuditDevice, Fed> open = new ConcurrentHashMap<>();
  private final ReentrantLock changing = new ReentrantLock();
  private volatile @Nullable Known known;

  AuditDevices(List<Path> forbidden, String version, LongSupplier nanos) {
    this.forbidden = List.copyOf(forbidden);
    this.version = version;
    this.nanos = nanos;
  }

  private record Known(SmallState small, List<Fed> devices) {}

  /// A device with its format and its writer.
  ///
  /// @param format null where the device cannot be used
  private record Fed(
      @Nullable AuditFormat format, @Nullable LineOptions options, DeviceWriter writer) {
    Waiting.Feed feed(AuditEntry entry) {
      byte[] lines =
          format == null || options == null ? new byte[0] : format.lines(entry).forDevice(options);
      return new Waiting.Feed(writer, lines);
    }
  }

  /// What each device gets of an entry.
  List<Waiting.Feed> feeds(AuditEntry entry, View state) {
    List<Fed> devices = devices(state);
    if (devices.isEmpty()) {
      return List.of();
    }
    List<Waiting.Feed> feeds = new ArrayList<>();
    devices.forEach(device -> feeds.add(device.feed(entry)));
    return feeds;
  }

  /// Opens all files anew with the next line.
  void reopen() {
    open.values().forEach(device -> device.writer().reopen());
  }

  private List<Fed> devices(View state) {
    Known last = known;
    return last != null && last.small() == state.small() ? last.devices() : changed(state);
  }

  /// One thread at a time, and each looks at the state anew: what is known never goes back.
  private List<Fed> changed(View state) {
    changing.lock();
    try {
      while (true) {
        SmallState small = state.small();
        List<AuditDevice> named = small.auditDevices();
        List<Fed> devices = new ArrayList<>();
        for (AuditDevice device : named) {
          devices.add(open.computeIfAbsent(device, missing -> fed(missing, state)));
        }
        // A salt is destroyed with its device: a state that moved on meanwhile is looked at again.
        if (small == state.small()) {
          known = new Known(small, devices);
          closeGone(named);
          return devices;
        }
      }
    } finally {
      changing.unlock();
    }
  }

  private void closeGone(List<AuditDevice> named) {
    Map<AuditDevice, Fed> gone = new HashMap<>(open);
    named.forEach(gone::remove);
    gone.forEach((device, fed) -> {
      open.remove(device);
      fed.writer().close();
    });
  }

  private Fed fed(AuditDevice device, View state) {
    String name = device.path().replace('/', '-');
    try {
      Device target = Device.read(device.type(), device.options(), forbidden);
      LineOptions options = target.lines();
      AuditHash hash = options.raw() ? AuditHash.raw() : AuditHash.of(salt(device, state));
      AuditFormat.Choices choices =
          new AuditFormat.Choices(
              hash,
              options.hmacAccessor(),
              options.elideLists(),
              Integer.MAX_VALUE,
              version,
              () -> state.small().settings().auditedHeaders());
      return new Fed(
          new AuditFormat(choices), options, new DeviceWriter(name, target::open, nanos));
    } catch (Refusal | AuditUnavailable unusable) {
      return new Fed(null, null, new DeviceWriter(name, AuditDevices::unusable, nanos));
    }
  }

  private static OutputStream unusable() throws IOException {
    throw new IOException("this audit device cannot be used");
  }

  private static MacKey salt(AuditDevice device, View state) {
    SecretBytes salt = state.payload(device.salt());
    if (salt == null) {
      throw new AuditUnavailable("the salt of an audit device is not there");
    }
    byte[] bytes = salt.reveal(SALTING);
    try {
      return MacKey.of(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public void close() {
    open.values().forEach(device -> device.writer().close());
    open.clear();
  }
}
