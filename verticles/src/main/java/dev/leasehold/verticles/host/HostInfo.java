package dev.leasehold.verticles.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What Vault tells of the machine: read from `/proc` where there is one, else from the JDK, which
/// knows less. Reads files; for a worker.
public final class HostInfo {
  /// How many ticks a second `/proc/stat` counts: Linux says 100 to every process.
  private static final double TICKS = 100;

  private static final long KIBI = 1024;

  private final InstantSource clock;

  public HostInfo(InstantSource clock) {
    this.clock = clock;
  }

  public Map<String, Object> read() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("cpu", processors());
    data.put("cpu_times", times());
    data.put("disk", disks());
    data.put("host", host());
    data.put("memory", memory());
    data.put("timestamp", clock.instant());
    return data;
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException absent) {
      return List.of();
    }
  }

  private static List<Object> processors() {
    List<Object> found = new ArrayList<>();
    Map<String, String> one = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>(lines("/proc/cpuinfo"));
    lines.add("");
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        one.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      } else if (one.containsKey("processor")) {
        found.add(processor(one));
        one.clear();
      }
    }
    return found;
  }

  private static Map<String, Object> processor(Map<String, String> told) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("cpu", number(told.get("processor")));
    data.put("vendorId", told.getOrDefault("vendor_id", ""));
    data.put("family", told.getOrDefault("cpu family", ""));
    data.put("model", told.getOrDefault("model", ""));
    data.put("stepping", number(told.get("stepping")));
    data.put("physicalId", told.getOrDefault("physical id", ""));
    data.put("coreId", told.getOrDefault("core id", ""));
    data.put("cores", 1);
    data.put("modelName", told.getOrDefault("model name", ""));
    data.put("mhz", fraction(told.get("cpu MHz")));
    data.put("cacheSize", number(told.getOrDefault("cache size", "0").split(" ", -1)[0]));
    data.put("flags", List.of(told.getOrDefault("flags", "").split(" ")));
    data.put("microcode", told.getOrDefault("microcode", ""));
    return data;
  }

  private static List<Object> times() {
    String[] names = {
      "user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal", "guest", "guestNice"
    };
    List<Object> found = new ArrayList<>();
    for (String line : lines("/proc/stat")) {
      String[] words = line.split(" +", -1);
      if (words[0].matches("cpu[0-9]+")) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("cpu", words[0]);
        for (int i = 0; i < names.length && i + 1 < words.length; i++) {
          data.put(names[i], number(words[i + 1]) / TICKS);
        }
        found.add(data);
      }
    }
    return found;
  }

  private static List<Object> disks() {
    try {
      FileStore store = Files.getFileStore(Path.of("/"));
      long total = store.getTotalSpace();
      long free = store.getUsableSpace();
      long used = total - store.getUnallocatedSpace();
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("path", "/");
      data.put("fstype", store.type());
      data.put("total", total);
      data.put("free", free);
      data.put("used", used);
      data.put("usedPercent", used + free == 0 ? 0.0 : 100.0 * used / (used + free));
      return List.of(data);
    } catch (IOException unknown) {
      return List.of();
    }
  }

  private Map<String, Object> host() {
    Instant now = clock.instant();
    List<String> uptime = lines("/proc/uptime");
    long seconds = uptime.isEmpty() ? 0 : (long) fraction(uptime.getFirst().split(" ", -1)[0]);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("hostname", name());
    data.put("uptime", seconds);
    data.put("bootTime", now.getEpochSecond() - seconds);
    data.put("procs", ProcessHandle.allProcesses().count());
    data.put("os", property("os.name").toLowerCase(Locale.ROOT));
    data.put("platform", release("ID"));
    data.put("platformFamily", release("ID"));
    data.put("platformVersion", release("VERSION_ID"));
    data.put("kernelVersion", property("os.version"));
    data.put("kernelArch", property("os.arch").replace("amd64", "x86_64"));
    data.put("virtualizationSystem", "");
    data.put("virtualizationRole", "");
    data.put("hostid", "");
    return data;
  }

  /// What the machine calls itself.
  public static String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return "localhost";
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  private static String release(String name) {
    return lines("/etc/os-release").stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1).replace("\"", ""))
        .findFirst()
        .orElse("");
  }

  private static Map<String, Object> memory() {
    Map<String, Long> told = new LinkedHashMap<>();
    for (String line : lines("/proc/meminfo")) {
      String[] words = line.split("[: ]+", -1);
      if (words.length > 1) {
        told.put(words[0], number(words[1]) * (words.length > 2 ? KIBI : 1));
      }
    }
    long total = told.getOrDefault("MemTotal", 0L);
    long available = told.getOrDefault("MemAvailable", 0L);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("total", total);
    data.put("available", available);
    data.put("used", total - available);
    data.put("usedPercent", total == 0 ? 0.0 : 100.0 * (total - available) / total);
    data.put("free", told.getOrDefault("MemFree", 0L));
    for (String name :
        List.of(
            "Active",
            "Inactive",
            "Buffers",
            "Cached",
            "Writeback",
            "Dirty",
            "Slab",
            "SReclaimable",
            "SUnreclaim",
            "PageTables",
            "SwapCached",
            "SwapTotal",
            "SwapFree",
            "Mapped")) {
      data.put(name.toLowerCase(Locale.ROOT), told.getOrDefault(name, 0L));
    }
    return data;
  }

  private static long number(@org.jspecify.annotations.Nullable String text) {
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException noNumber) {
      return 0;
    }
  }

  private static double fraction(@org.jspecify.annotations.Nullable String text) {
    try {
      return text == null ? 0 : Double.parseDouble(text);
    } catch (NumberFormatException noNumber) {
      return 0;
    }
  }
}
