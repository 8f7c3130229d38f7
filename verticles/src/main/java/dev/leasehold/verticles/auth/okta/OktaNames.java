package dev.leasehold.verticles.auth.okta;

import dev.leasehold.events.OktaEvent;
import dev.leasehold.projections.okta.OktaGroup;
import dev.leasehold.projections.okta.OktaProjection;
import dev.leasehold.projections.okta.OktaUser;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.auth.login.TokenPolicies;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The users and groups that have policies here. A user is called as written; of groups, case does
/// not count, since it does not for Okta.
final class OktaNames {
  private static final int MAX_LISTED = 1_000_000;

  Response listUsers(Call call, View state) {
    TreeSet<String> keys = new TreeSet<>();
    for (String name :
        OktaProjection.names(state, OktaProjection.USERS, call.mount().uuid(), MAX_LISTED)) {
      int slash = name.indexOf('/');
      keys.add(slash < 0 ? name : name.substring(0, slash + 1));
    }
    return listed(List.copyOf(keys));
  }

  Response listGroups(Call call, View state) {
    return listed(
        OktaProjection.names(state, OktaProjection.GROUPS, call.mount().uuid(), MAX_LISTED));
  }

  private static Response listed(List<String> keys) {
    if (keys.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("keys", keys));
  }

  Response readUser(Call call, View state) {
    OktaUser user = OktaProjection.user(state, call.mount().uuid(), name(call));
    if (user == null) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("groups", user.groups(), "policies", user.policies()));
  }

  Decision writeUser(Call call, View head) {
    return Decision.of(
        Response.nothing(),
        new OktaEvent.UserWritten(
            call.mount().uuid(),
            name(call),
            call.fields().list("groups"),
            call.fields().list("policies")));
  }

  Decision deleteUser(Call call, View head) {
    String mount = call.mount().uuid();
    return OktaProjection.user(head, mount, name(call)) == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new OktaEvent.UserDeleted(mount, name(call)));
  }

  Response readGroup(Call call, View state) {
    String found = canonical(state, call.mount().uuid(), name(call));
    OktaGroup group =
        found == null ? null : OktaProjection.group(state, call.mount().uuid(), found);
    if (group == null) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("policies", group.policies()));
  }

  Decision writeGroup(Call call, View head) {
    String found = canonical(head, call.mount().uuid(), name(call));
    return Decision.of(
        Response.nothing(),
        new OktaEvent.GroupWritten(
            call.mount().uuid(),
            found == null ? name(call).toLowerCase(Locale.ROOT) : found,
            TokenPolicies.parsed(call.fields().list("policies"))));
  }

  Decision deleteGroup(Call call, View head) {
    String found = canonical(head, call.mount().uuid(), name(call));
    return found == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new OktaEvent.GroupDeleted(call.mount().uuid(), found));
  }

  /// What a group is called here, or null where there is none of that name in any case.
  static @Nullable String canonical(View state, String mount, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return OktaProjection.group(state, mount, lower) == null ? null : lower;
  }

  private static String name(Call call) {
    return call.fields().text("name");
  }
}
