package dev.leasehold.verticles.engine.astra;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.AstraEvent;
import dev.leasehold.events.Event;
import dev.leasehold.events.Mount;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.astra.Organization;
import dev.leasehold.projections.astra.Rotation;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Chore;
import dev.leasehold.verticles.outbound.HttpAct;
import dev.leasehold.verticles.outbound.HttpStep;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a rotation goes on that its request did not bring to its end: once a minute by itself, or
/// when a client asks again. Each step is decided anew on head, so that two of them at once do no
/// harm.
///
/// - Where nobody knows whether the new token was made, what was made is looked for by its
///   description and deleted, until it can no longer be made; then the old one stands.
/// - Where it was made and not proven, it is tried; where Astra says no, it is deleted.
/// - Where it is in use, the old one is deleted.
final class RotationSteps {
  /// How long after the deadline a request may still be under way somewhere.
  private static final Duration SETTLED = Duration.ofMinutes(10);

  /// What came of trying a new token.
  private enum Trial {
    PROVEN,
    DELETED
  }

  private RotationSteps() {}

  /// How far a rotation is, for clients.
  static String word(Rotation rotation) {
    return rotation.stage().name().toLowerCase(Locale.ROOT);
  }

  static void refuseUnless(boolean force) {
    if (!force) {
      throw Refusal.badRequest(
          "a rotation of the admin token is under way; force=true gives it up, and what it made"
              + " stays at Astra");
    }
  }

  /// What is to be done for one of a mount's rotations; null for nothing.
  static @Nullable Chore chore(Mount mount, View view, Instant now) {
    List<String> orgs = Astras.rotations(view, mount.uuid());
    if (orgs.isEmpty()) {
      return null;
    }
    int turn = Math.floorMod(now.getEpochSecond() / 60, orgs.size());
    String org = orgs.get(turn);
    Rotation rotation = Astras.rotation(view, mount.uuid(), org);
    return rotation == null ? null : next(mount.uuid(), org, rotation, view, now);
  }

  /// The next step of a rotation; null where it is not due, or where the admin token is gone.
  static @Nullable Chore next(String mount, String org, Rotation rotation, View view, Instant now) {
    Organization organization = Astras.current(view, mount, org);
    DevOps astra = organization == null ? null : Access.of(view, mount, org, organization);
    if (astra == null || (isYoung(rotation, now) && rotation.stage() == Rotation.Stage.INTENDED)) {
      return null;
    }
    return switch (rotation.stage()) {
      case INTENDED ->
          new Chore(
              lookedFor(rotation, astra),
              (outcome, head, then, entropy) ->
                  outcome instanceof Outcome.Done
                          && !then.isBefore(rotation.deadline().plus(SETTLED))
                      ? aborted(mount, org, rotation, head)
                      : nothing());
      case MADE -> {
        HttpAct trial = trial(rotation, astra, view, now);
        yield trial == null
            ? null
            : new Chore(
                trial,
                (outcome, head, then, entropy) ->
                    outcome instanceof Outcome.Done(Trial came)
                        ? switch (came) {
                          case PROVEN -> rotated(mount, org, rotation, head);
                          case DELETED -> aborted(mount, org, rotation, head);
                        }
                        : nothing());
      }
      case RETIRING ->
          new Chore(
              astra.act(
                  astra.delete(
                      rotation.oldClient(),
                      Drop.doubles(astra, rotation.name(), String.valueOf(rotation.newClient()))),
                  null,
                  true),
              (outcome, head, then, entropy) ->
                  outcome instanceof Outcome.Done && isStill(mount, org, rotation, head)
                      ? Decision.of(Response.nothing(), new AstraEvent.RootRetired(mount, org))
                      : nothing());
    };
  }

  /// Its own request may still be at it.
  private static boolean isYoung(Rotation rotation, Instant now) {
    return now.isBefore(rotation.deadline().plusSeconds(30));
  }

  private static HttpAct lookedFor(Rotation rotation, DevOps astra) {
    return new Drop(
            rotation.name(),
            rotation.deadline().minus(SETTLED),
            rotation.deadline().plus(SETTLED),
            List.of(),
            Set.of(rotation.oldClient()))
        .at(astra);
  }

  private static @Nullable HttpAct trial(Rotation rotation, DevOps astra, View view, Instant now) {
    PayloadName name = rotation.candidate();
    String client = rotation.newClient();
    SecretBytes candidate = name == null ? null : view.payload(name);
    if (candidate == null || client == null) {
      return null;
    }
    boolean mayBeNew = isYoung(rotation, now);
    return astra.act(
        astra
            .as(candidate)
            .currentOrg(
                id -> new HttpStep.Told(Trial.PROVEN),
                outcome ->
                    !mayBeNew
                            && outcome instanceof Outcome.Refused refused
                            && refused.errorClass().equals(DevOps.DENIED)
                        ? astra.delete(client, new HttpStep.Told(Trial.DELETED))
                        : new HttpStep.Over(outcome)),
        null,
        true);
  }

  private static boolean isStill(String mount, String org, Rotation rotation, View head) {
    Rotation now = Astras.rotation(head, mount, org);
    return now != null && now.stage() == rotation.stage() && now.name().equals(rotation.name());
  }

  private static Decision nothing() {
    return Decision.of(Response.nothing());
  }

  private static Decision aborted(String mount, String org, Rotation rotation, View head) {
    if (!isStill(mount, org, rotation, head)) {
      return nothing();
    }
    List<PayloadName> destroyed =
        rotation.candidate() == null ? List.of() : List.of(rotation.candidate());
    return Decision.of(Response.nothing(), new AstraEvent.RootRotationAborted(mount, org))
        .destroying(destroyed);
  }

  private static Decision rotated(String mount, String org, Rotation rotation, View head) {
    return isStill(mount, org, rotation, head) ? rotated(mount, org, head, List.of()) : nothing();
  }

  /// The switch to the new token, after the events that led to it. Every version that had the old
  /// one has the new one from then on, so nothing needs the old one any more.
  static Decision rotated(String mount, String org, View head, List<? extends Event> before) {
    Organization old = Astras.current(head, mount, org);
    if (old == null) {
      return nothing();
    }
    List<Event> events = new ArrayList<>(before);
    events.add(new AstraEvent.RootRotated(mount, org, Astras.nextVersion(head, mount, org)));
    return Decision.of(Response.nothing(), events).destroying(List.of(old.credential()));
  }
}
