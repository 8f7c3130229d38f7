package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.Token;
import dev.leasehold.projections.database.ConnectionVersion;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.Role;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Leasing;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Caller;
import dev.leasehold.verticles.gate.Lifetime;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.Statement;
import dev.leasehold.verticles.request.LeaseBlock;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Handing out credentials: first it is written down what will be made and how it is taken back,
/// then it is made, then the outcome is settled. The password lives only in the plan and the
/// answer.
final class CredentialRoutes {
  /// How long making a user may take, waiting for a connection included.
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  /// Until when it may begin or commit: beyond the timeout, by more than clocks may differ.
  static final Duration DEADLINE = Duration.ofSeconds(45);

  /// The user outlives the lease by so much, so that it never ends before the lease does.
  static final Duration GRACE = Duration.ofSeconds(5);

  private static final int LEASE_ID_CHARACTERS = 24;

  private static final Reveal TO_FILL_IN =
      Reveal.because("the statement that makes the user holds its password");

  private CredentialRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.at("creds/{name}")
            .on(new Handler.Outbound(new PasswordDraw(), CredentialRoutes::plan), Operation.READ));
  }

  static DrawnPassword drawn(Call call, View view, Role role, ConnectionVersion connection) {
    return DrawnPassword.by(
        role.credentialConfig(), connection, call.mount().namespace(), view, call.entropy());
  }

  private static Handler.Planned plan(Call call, View head, @Nullable Object prepared) {
    String mount = call.mount().uuid();
    String name = call.fields().text("name");
    Role role = Databases.role(head, mount, name);
    if (role == null) {
      throw Refusal.badRequest("unknown role: " + name);
    }
    ConnectionVersion connection = ConnectionRoutes.current(head, mount, role.connection());
    Kind kind = Kinds.of(connection.plugin());
    check(name, role, connection);
    DatabaseTarget target = ConnectionRoutes.currentTarget(head, mount, role.connection());
    Lifetime lifetime = lifetime(call, role);
    Lease lease = lease(call, name, role, connection, lifetime);
    DrawnPassword password =
        prepared instanceof DrawnPassword given && given.fits(role.credentialConfig(), connection)
            ? given
            : drawn(call, head, role, connection);
    refuseUnlessMade(role, kind);
    DatabaseEffect effect =
        new DatabaseEffect.CreateUser(
            target,
            lease.target(),
            lease.userName(),
            creation(role, kind, lease, password.told()),
            undo(role, kind, lease),
            lease.deadline(),
            TIMEOUT);
    DatabaseEvent.CredentialPinned pinned =
        new DatabaseEvent.CredentialPinned(
            mount,
            lease.id(),
            role.connection(),
            Databases.currentVersion(head, mount, role.connection()),
            role.renewStatements(),
            role.revocationStatements());
    Intent intent = new Intent(new LeaseEvent.CredentialIntended(lease), pinned);
    Response answer = answer(lease, lifetime, password.password());
    return new Handler.Planned(
        intent.decision(),
        effect,
        (outcome, later, now) -> settle(outcome, later, now, intent, target, answer));
  }

  private static void check(String name, Role role, ConnectionVersion connection) {
    refuseUnlessAllowed(name, connection);
    if (!role.credentialType().equals(CredentialConfig.PASSWORD)) {
      throw Refusal.badRequest("unsupported credential_type: \"" + role.credentialType() + "\"");
    }
  }

  /// Refuses roles that a connection is not for.
  static void refuseUnlessAllowed(String role, ConnectionVersion connection) {
    if (connection.allowedRoles().stream().noneMatch(allowed -> matches(allowed, role))) {
      throw Refusal.internal("\"" + role + "\" is not an allowed role");
    }
  }

  private static void refuseUnlessMade(Role role, Kind kind) {
    if (role.creationStatements().isEmpty() && kind.creation().isEmpty()) {
      throw Refusal.internal("empty creation statements");
    }
  }

  /// Whether a pattern with `*` for any characters matches a role's name.
  private static boolean matches(String pattern, String name) {
    String expression =
        List.of(pattern.split("\\*", -1)).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return name.matches(expression);
  }

  private static Lifetime lifetime(Call call, Role role) {
    Lifetime.Terms terms =
        new Lifetime.Terms(
            0,
            role.defaultTtlSeconds(),
            0,
            role.maxTtlSeconds(),
            explicitMax(call),
            call.ttls().defaultOf(call.mount()),
            call.ttls().maxOf(call.mount()),
            call.now());
    return Lifetime.of(terms, call.now());
  }

  private static Lease lease(
      Call call, String name, Role role, ConnectionVersion connection, Lifetime lifetime) {
    Caller caller = call.callerOrRefuse();
    Kind kind = Kinds.of(connection.plugin());
    Token token = caller.token();
    String userName =
        GeneratedUserName.draw(
            new ConnectionDetails(connection.details()).template(kind),
            token.displayName(),
            name,
            kind.longestUserName(),
            call.now(),
            call.entropy());
    return new Lease(
        call.request().namespace(),
        call.request().path() + "/" + call.entropy().base62(LEASE_ID_CHARACTERS),
        call.mount().uuid(),
        Targets.bulkhead(call.mount().uuid(), role.connection()),
        name,
        caller.leaseOwner(),
        token.entityId(),
        userName,
        call.now(),
        call.now().plusSeconds(lifetime.seconds()),
        call.now().plus(DEADLINE),
        null,
        role.defaultTtlSeconds(),
        role.maxTtlSeconds() == 0
            ? explicitMax(call)
            : caller.leaseLimit(role.maxTtlSeconds(), call.now()),
        true);
  }

  /// The leases of a batch token end with it; 0 for those of others.
  private static long explicitMax(Call call) {
    long limit = call.callerOrRefuse().leaseLimit(Long.MAX_VALUE, call.now());
    return limit == Long.MAX_VALUE ? 0 : limit;
  }

  private static List<Statement> creation(Role role, Kind kind, Lease lease, SecretBytes told) {
    List<String> texts = role.creationStatements();
    try {
      return kind.filled(
          texts.isEmpty() ? kind.creation() : texts,
          Map.of(
              "name", lease.userName(),
              "username", lease.userName(),
              "password", told.revealUtf8(TO_FILL_IN),
              "expiration", expiration(lease.expires())));
    } catch (IllegalArgumentException e) {
      throw Refusal.internal("failed to execute query: " + e.getMessage());
    }
  }

  private static List<Statement> undo(Role role, Kind kind, Lease lease) {
    return kind.filled(
        role.rollbackStatements(), Map.of("name", lease.userName(), "username", lease.userName()));
  }

  /// The end of a user in the words of Vault's statements.
  static String expiration(Instant expires) {
    return GoLayout.expiration(expires.plus(GRACE));
  }

  private static Response answer(Lease lease, Lifetime lifetime, SecretBytes password) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("password", password);
    data.put("username", lease.userName());
    return Response.of(data)
        .leased(new LeaseBlock(lease.id(), true, lifetime.seconds()))
        .warned(lifetime.warnings());
  }

  private static Decision settle(
      Outcome outcome,
      Call call,
      View head,
      Intent intent,
      DatabaseTarget target,
      Response answer) {
    String id = intent.lease().id();
    LeaseRow row = Leases.find(head, id);
    boolean intended = row != null && row.state() == LeaseState.INTENDED;
    LeaseEvent revocation =
        new LeaseEvent.RevocationStarted(
            id, "outcome unknown", call.now(), call.now().plus(Leasing.SETTLE_HORIZON));
    Refusal refusal =
        switch (outcome) {
          case Outcome.Done _ ->
              Refusal.internal("the lease was revoked before it could be handed out");
          case Outcome.Refused refused -> Failures.ofStatements(refused, target, "");
          case Outcome.Unknown unknown -> Failures.ofUnknown(unknown, "");
        };
    return switch (outcome) {
      case Outcome.Done _ when intended -> Decision.of(answer, new LeaseEvent.LeaseIssued(id));
      case Outcome.Refused _ when intended ->
          Decision.refused(refusal, new LeaseEvent.IntentAborted(id));
      case Outcome.Unknown _ when intended -> Decision.refused(refusal, revocation);
      case Outcome.Refused _ -> throw refusal;
      case Outcome.Done _, Outcome.Unknown _ -> {
        if (row != null || !intent.canBeTakenUp(head)) {
          throw refusal;
        }
        yield Decision.refused(refusal, intent.intended(), intent.pinned(), revocation);
      }
    };
  }

  /// What was written down before the act. If it was settled meanwhile as never made, and then was
  /// made after all, it is taken up again, to be revoked.
  private record Intent(
      LeaseEvent.CredentialIntended intended, DatabaseEvent.CredentialPinned pinned) {
    Lease lease() {
      return intended.lease();
    }

    Decision decision() {
      return Decision.of(Response.nothing(), intended, pinned);
    }

    boolean canBeTakenUp(View head) {
      return Databases.version(
              head, pinned.mount(), pinned.connection(), pinned.connectionVersion())
          != null;
    }
  }
}
