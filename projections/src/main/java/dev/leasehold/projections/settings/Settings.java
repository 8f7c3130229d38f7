package dev.leasehold.projections.settings;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an operator has set for the whole server. Immutable.
///
/// @param auditedHeaders request headers that the audit tells, in lower case, and whether hashed
/// @param uiHeaders response headers of the user interface
/// @param versions when which version was first run
public record Settings(
    SortedMap<String, Boolean> auditedHeaders,
    Cors cors,
    SortedMap<String, List<String>> uiHeaders,
    SortedMap<String, Instant> versions) {

  /// Before anything was set.
  public static final Settings NONE =
      new Settings(new TreeMap<>(), Cors.OFF, new TreeMap<>(), new TreeMap<>());

  public Settings {
    auditedHeaders = Collections.unmodifiableSortedMap(new TreeMap<>(auditedHeaders));
    uiHeaders = Collections.unmodifiableSortedMap(new TreeMap<>(uiHeaders));
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  Settings withAuditedHeader(String name, boolean hashed) {
    SortedMap<String, Boolean> changed = new TreeMap<>(auditedHeaders);
    changed.put(name, hashed);
    return new Settings(changed, cors, uiHeaders, versions);
  }

  Settings withoutAuditedHeader(String name) {
    SortedMap<String, Boolean> changed = new TreeMap<>(auditedHeaders);
    changed.remove(name);
    return new Settings(changed, cors, uiHeaders, versions);
  }

  Settings with(Cors changed) {
    return new Settings(auditedHeaders, changed, uiHeaders, versions);
  }

  Settings withUiHeader(String name, List<String> values) {
    SortedMap<String, List<String>> changed = new TreeMap<>(uiHeaders);
    changed.put(name, List.copyOf(values));
    return new Settings(auditedHeaders, cors, changed, versions);
  }

  Settings withoutUiHeader(String name) {
    SortedMap<String, List<String>> changed = new TreeMap<>(uiHeaders);
    changed.remove(name);
    return new Settings(auditedHeaders, cors, changed, versions);
  }

  Settings withVersion(String version, Instant time) {
    SortedMap<String, Instant> changed = new TreeMap<>(versions);
    changed.putIfAbsent(version, time);
    return new Settings(auditedHeaders, cors, uiHeaders, changed);
  }
}
