package dev.leasehold.verticles.engine.astra;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Mount;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.astra.AstraToken;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.astra.Organization;
import dev.leasehold.projections.astra.Rotation;
import dev.leasehold.projections.table.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// From organizations as the log knows them to an API that can be asked. There is none that serves
/// two organizations.
final class Access {
  private static final Reveal TO_KNOW =
      Reveal.because("an admin token holds the client id that it is known and deleted by");

  private Access() {}

  /// The client id of an organization's admin token, or null where it does not show one.
  static @Nullable String adminClient(View view, Organization organization) {
    SecretBytes content = view.payload(organization.credential());
    return content == null ? null : Made.clientOf(content.revealUtf8(TO_KNOW), true);
  }

  /// The bulkhead of an organization.
  static String bulkhead(Mount mount, String org) {
    return bulkhead(mount.uuid(), org);
  }

  static String bulkhead(String mount, String org) {
    return mount + "/" + org;
  }

  /// What a lease's token is described by at Astra: the mount is named by its uuid, which no other
  /// server has, so that a token found there is known to be ours.
  static String description(String mount, String what) {
    return beginning(mount) + what;
  }

  static String beginning(String mount) {
    return "leasehold:" + mount + ":";
  }

  /// The API as an organization is configured, or null where its admin token is gone.
  static @Nullable DevOps of(View view, String mount, String org, Organization version) {
    return of(view, mount, org, version, version.credential());
  }

  private static @Nullable DevOps of(
      View view, String mount, String org, Organization version, PayloadName credential) {
    SecretBytes content = view.payload(credential);
    return content == null ? null : DevOps.at(version.url(), content, bulkhead(mount, org));
  }

  /// Where a lease's token lives: at the URL that was pinned, whatever the configuration says by
  /// now. Where that still means the same URL, its present admin token is tried first, then the
  /// pinned one, then one that is on its way; each attempt takes the next.
  static @Nullable DevOps pinned(View view, AstraToken token, int attempts) {
    Organization pinned = Astras.version(view, token.mount(), token.org(), token.orgVersion());
    if (pinned == null) {
      return null;
    }
    Organization current = Astras.current(view, token.mount(), token.org());
    Map<PayloadName, SecretBytes> found = new LinkedHashMap<>();
    if (current != null && current.url().equals(pinned.url())) {
      add(view, current.credential(), found);
    }
    add(view, pinned.credential(), found);
    Rotation rotation = Astras.rotation(view, token.mount(), token.org());
    if (rotation != null && rotation.candidate() != null && !found.isEmpty()) {
      add(view, rotation.candidate(), found);
    }
    if (found.isEmpty()) {
      return null;
    }
    SecretBytes credential = List.copyOf(found.values()).get(attempts % found.size());
    return DevOps.at(pinned.url(), credential, bulkhead(token.mount(), token.org()));
  }

  private static void add(View view, PayloadName name, Map<PayloadName, SecretBytes> found) {
    SecretBytes content = view.payload(name);
    if (content != null) {
      found.put(name, content);
    }
  }
}
