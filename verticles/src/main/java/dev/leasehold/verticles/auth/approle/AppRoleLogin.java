package dev.leasehold.verticles.auth.approle;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.AppRole;
import dev.leasehold.events.AppRoleEvent;
import dev.leasehold.events.Event;
import dev.leasehold.events.Login;
import dev.leasehold.events.SecretId;
import dev.leasehold.events.TokenParameters;
import dev.leasehold.projections.approle.AppRoles;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.auth.login.Attempt;
import dev.leasehold.verticles.auth.login.Door;
import dev.leasehold.verticles.auth.login.Grant;
import dev.leasehold.verticles.gate.Addresses;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Handler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Logging in with a role id and a secret id. A use is paid with the login, also where it is then
/// refused for where it comes from.
///
/// A role id that there is not is told nothing else than one that there is, and costs the same work
/// (THREATS T4): Vault tells them apart where no secret id is sent.
final class AppRoleLogin {
  static final Handler HANDLER = Door.locking(AppRoleLogin::roleId).write(AppRoleLogin::attempt);

  /// Under which name the renewal finds the role.
  static final String ROLE_NAME = Login.ROLE;

  private static final String WRONG = "invalid role or secret ID";

  /// Name and uuid of the role that is looked for where there is none of that id: no role has it.
  private static final String NOBODY = "";

  private AppRoleLogin() {}

  private static String roleId(Call call) {
    return call.fields().text("role_id").strip();
  }

  private static Attempt attempt(Call call, View head) {
    if (roleId(call).isEmpty()) {
      return Attempt.refused(Refusal.badRequest("missing role_id"));
    }
    String mount = call.mount().uuid();
    String found = AppRoles.nameOf(head, mount, roleId(call));
    String name = found == null ? NOBODY : found;
    AppRole role = AppRoles.find(head, mount, name);
    if (role != null && !role.bindSecretId()) {
      return granted(call, name, role, null);
    }
    String text = call.fields().text("secret_id").strip();
    if (text.isEmpty()) {
      return Attempt.refused(Refusal.badRequest("missing secret_id"));
    }
    String uuid = role == null ? NOBODY : role.uuid();
    String id = call.names().secretId(uuid, SecretBytes.ofUtf8(text));
    SecretId shown = AppRoles.secretId(head, uuid, id, call.now());
    return role == null || shown == null
        ? Attempt.wrong(Refusal.badRequest(WRONG))
        : granted(call, name, role, shown);
  }

  private static Attempt granted(Call call, String name, AppRole role, @Nullable SecretId shown) {
    Event[] paid = shown == null ? new Event[0] : paid(call, role, shown);
    try {
      refuseElsewhere(call, role, shown);
    } catch (Refusal refusal) {
      return Attempt.refused(refusal, paid);
    }
    Map<String, String> metadata = new TreeMap<>();
    if (shown != null) {
      metadata.putAll(shown.metadata());
    }
    metadata.put(ROLE_NAME, name);
    return Attempt.granted(
        new Grant(
            role.roleId(),
            metadata,
            List.of(),
            "",
            metadata,
            parameters(role, shown),
            Map.of(ROLE_NAME, name)),
        paid);
  }

  private static Event[] paid(Call call, AppRole role, SecretId shown) {
    String mount = call.mount().uuid();
    return switch (shown.numUses()) {
      case 0 -> new Event[0];
      case 1 ->
          new Event[] {new AppRoleEvent.SecretIdsErased(mount, role.uuid(), List.of(shown.id()))};
      default ->
          new Event[] {
            new AppRoleEvent.SecretIdUsed(
                mount, role.uuid(), shown.id(), shown.numUses() - 1, call.now())
          };
    };
  }

  private static void refuseElsewhere(Call call, AppRole role, @Nullable SecretId shown) {
    String address = call.request().remoteAddress();
    if (shown != null) {
      SecretIdForm.refuseOutside(role.boundCidrs(), shown.cidrs());
      if (!Addresses.within(shown.cidrs(), address)) {
        boolean counted = shown.numUses() > 0;
        throw Refusal.badRequest(
            "source address "
                + GoText.quoted(address)
                + (counted
                    ? " unauthorized by CIDR restrictions on the secret ID: %!w(<nil>)"
                    : " unauthorized through CIDR restrictions on the secret ID"));
      }
    }
    List<String> bound = role.boundCidrs();
    if (bound != null && !Addresses.within(bound, address)) {
      throw Refusal.badRequest(
          "source address "
              + GoText.quoted(address)
              + " unauthorized by CIDR restrictions on the role: %!w(<nil>)");
    }
  }

  /// What the secret id says of the tokens' addresses beats the role.
  private static TokenParameters parameters(AppRole role, @Nullable SecretId shown) {
    return shown == null || shown.boundCidrs().isEmpty()
        ? role.parameters()
        : TokenShift.of(role.parameters()).boundCidrs(shown.boundCidrs()).done();
  }
}
