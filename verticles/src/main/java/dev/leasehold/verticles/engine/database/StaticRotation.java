package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.DatabaseEvent.StaticRoleWritten;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.database.ConnectionVersion;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.StaticRole;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Duty;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Statement;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The first half of a rotation of a static role: the new password and the intent to try it.
///
/// @param intent brings the new password
/// @param effect changes the user's password to it
record StaticRotation(
    StaticAccount account,
    PayloadName candidate,
    Decision intent,
    DatabaseEffect effect,
    DatabaseTarget target) {
  private static final Reveal TO_FILL_IN =
      Reveal.because("the statement that changes a password holds it");

  /// Begins it for a role as it is, or refuses in Vault's words.
  static StaticRotation begin(
      String namespace, StaticRoleWritten role, View head, Instant now, Entropy entropy) {
    String mount = role.mount();
    ConnectionVersion connection = ConnectionRoutes.current(head, mount, role.connection());
    CredentialRoutes.refuseUnlessAllowed(role.name(), connection);
    if (!role.credentialType().equals(CredentialConfig.PASSWORD)) {
      throw Refusal.internal("unsupported credential_type: \"" + role.credentialType() + "\"");
    }
    DatabaseTarget target = ConnectionRoutes.currentTarget(head, mount, role.connection());
    DrawnPassword drawn =
        DrawnPassword.by(role.credentialConfig(), connection, namespace, head, entropy);
    Payload candidate = new Payload(newName(entropy), drawn.password());
    StaticAccount account = new StaticAccount(mount, role.name());
    Instant deadline = now.plus(Rotations.DEADLINE);
    DatabaseEffect effect =
        new DatabaseEffect.ChangeUser(
            target,
            Targets.bulkhead(mount, role.connection()),
            role.userName(),
            statements(role.rotationStatements(), connection, role.userName(), drawn.told()),
            deadline,
            Rotations.TIMEOUT);
    DatabaseEvent intended =
        new DatabaseEvent.StaticRotationIntended(
            mount,
            role.name(),
            role.connection(),
            Databases.currentVersion(head, mount, role.connection()),
            candidate.name(),
            deadline);
    Decision intent = Decision.of(Response.nothing(), intended).bringing(candidate);
    return new StaticRotation(account, candidate.name(), intent, effect, target);
  }

  /// A role as it was written, from its row.
  static StaticRoleWritten asWritten(String mount, String name, StaticRole role) {
    return new StaticRoleWritten(
        mount,
        name,
        role.connection(),
        role.userName(),
        role.rotationPeriodSeconds(),
        role.rotationStatements(),
        role.credentialType(),
        role.credentialConfig());
  }

  /// The same as something that is due.
  Duty duty() {
    return new Duty(
        intent,
        effect,
        (outcome, head, now, entropy) ->
            Rotations.changed(account, candidate, outcome, head, now, entropy));
  }

  /// What changes the password of a user: the texts that are told, else what its kind has for it.
  static List<Statement> statements(
      List<String> texts, ConnectionVersion connection, String userName, SecretBytes told) {
    Kind kind = Kinds.of(connection.plugin());
    try {
      return kind.filled(
          texts.isEmpty() ? kind.passwordChange() : texts,
          Map.of(
              "name", userName,
              "username", userName,
              "password", told.revealUtf8(TO_FILL_IN)));
    } catch (IllegalArgumentException e) {
      throw Refusal.internal(kind.changeFailed(String.valueOf(e.getMessage())));
    }
  }

  private static PayloadName newName(Entropy entropy) {
    return new PayloadName(HexFormat.of().formatHex(entropy.bytes(PayloadName.BYTES)));
  }
}
