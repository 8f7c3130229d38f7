package dev.leasehold.verticles.engine.astra;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.AstraEvent;
import dev.leasehold.events.Event;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.astra.AstraSecrets;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.astra.Organization;
import dev.leasehold.projections.astra.Rotation;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.request.Undecodable;
import dev.leasehold.verticles.route.Decision;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An organization as a client writes it over what was there before: what is not sent keeps its
/// value. All of it is checked here, so that nothing unusable is ever stored.
///
/// @param seen the version that this is written over, 0 for none
/// @param brought the admin token if it is a new one
record ConfigForm(
    String org,
    long seen,
    Organization written,
    @Nullable Payload brought,
    SecretBytes credential,
    boolean force) {

  static final String STANDARD = "standard";
  static final String SIDECAR = "sidecar";

  private static final int LONGEST = 8192;

  static ConfigForm read(Call call, View head) {
    Fields fields = call.fields();
    String org = Arguments.org(call);
    String mount = call.mount().uuid();
    Organization before = Astras.current(head, mount, org);
    Payload brought = credential(call, before == null);
    String url = url(fields, before);
    String mode = mode(fields, before);
    if (before != null && brought == null && !url.equals(before.url())) {
      throw Refusal.badRequest("please provide an astra_token argument where the url changes");
    }
    String renewal =
        fields.given("renewal_time") || before == null
            ? fields.text("renewal_time")
            : before.renewalTime();
    PayloadName name = brought != null ? brought.name() : kept(before);
    Organization written =
        new Organization(
            url,
            fields.given("logical_name") || before == null
                ? Arguments.checked("logical_name", fields.text("logical_name"))
                : before.logicalName(),
            mode,
            Arguments.checked("renewal_time", renewal),
            renewalSeconds(renewal),
            (fields.given("check_renewals") || before == null)
                ? fields.flag("check_renewals")
                : before.checksRenewals(),
            name,
            0);
    SecretBytes credential = brought != null ? brought.content() : head.payload(name);
    if (credential == null) {
      throw Refusal.badRequest("please provide an astra_token argument");
    }
    return new ConfigForm(
        org,
        Astras.currentVersion(head, mount, org),
        written,
        brought,
        credential,
        fields.flag("force"));
  }

  private static @Nullable Payload credential(Call call, boolean creates) {
    Fields fields = call.fields();
    if (!fields.given("astra_token") && !creates) {
      return null;
    }
    String token = fields.text("astra_token").strip();
    if (token.isEmpty()) {
      throw Refusal.badRequest("please provide an astra_token argument");
    }
    boolean visible = token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (!visible || token.length() > LONGEST) {
      throw Refusal.badRequest("astra_token holds characters that no token has");
    }
    String name = HexFormat.of().formatHex(call.entropy().bytes(PayloadName.BYTES));
    return new Payload(new PayloadName(name), SecretBytes.ofUtf8(token));
  }

  private static PayloadName kept(@Nullable Organization before) {
    if (before == null) {
      throw Refusal.badRequest("please provide an astra_token argument");
    }
    return before.credential();
  }

  private static String url(Fields fields, @Nullable Organization before) {
    if (!fields.given("url") && before != null) {
      return before.url();
    }
    String url = fields.text("url").strip();
    if (url.isEmpty()) {
      throw Refusal.badRequest("please provide a url argument");
    }
    try {
      DevOps.at(Arguments.checked("url", url), SecretBytes.ofUtf8(""), "");
    } catch (IllegalArgumentException wrong) {
      throw Refusal.badRequest("the url argument must be an http or https URL of a server");
    }
    return url;
  }

  private static String mode(Fields fields, @Nullable Organization before) {
    if (!fields.given("caller_mode")) {
      return before == null ? STANDARD : before.callerMode();
    }
    String mode = fields.text("caller_mode").toLowerCase(Locale.ROOT);
    if (!mode.equals(STANDARD) && !mode.equals(SIDECAR)) {
      throw Refusal.badRequest(
          "unrecognised caller_mode argument; valid values are 'standard' or 'sidecar'");
    }
    return mode;
  }

  private static long renewalSeconds(String text) {
    try {
      long seconds = DurationText.read(text).toSeconds();
      if (seconds < 0) {
        throw new Undecodable("cannot provide negative value '" + seconds + "'");
      }
      return seconds;
    } catch (Undecodable e) {
      throw Refusal.badRequest(
          "error converting input " + text + " for field \"renewal_time\": " + e.getMessage());
    }
  }

  /// The decision to write it over what is there now.
  Decision decide(Call call, View head) {
    String mount = call.mount().uuid();
    if (Astras.currentVersion(head, mount, org) != seen) {
      throw Refusal.of(Refusal.Kind.UNAVAILABLE, "the config has changed meanwhile");
    }
    List<Event> events = new ArrayList<>();
    List<PayloadName> destroyed = new ArrayList<>();
    Rotation rotation = Astras.rotation(head, mount, org);
    if (rotation != null && brought != null) {
      RotationSteps.refuseUnless(force);
      events.add(new AstraEvent.RootRotationAborted(mount, org));
      if (rotation.candidate() != null) {
        destroyed.add(rotation.candidate());
      }
    }
    events.add(
        new AstraEvent.OrganizationConfigured(
            mount,
            org,
            Astras.nextVersion(head, mount, org),
            written.url(),
            written.logicalName(),
            written.callerMode(),
            written.renewalTime(),
            written.renewalSeconds(),
            written.checksRenewals(),
            written.credential()));
    PayloadName old = AstraSecrets.replaced(head, mount, org, written.credential());
    if (old != null) {
      destroyed.add(old);
    }
    Decision decision = Decision.of(Response.nothing(), events).destroying(destroyed);
    return brought == null ? decision : decision.bringing(brought);
  }
}
