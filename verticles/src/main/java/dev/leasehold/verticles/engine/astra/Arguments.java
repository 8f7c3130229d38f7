package dev.leasehold.verticles.engine.astra;

import dev.leasehold.events.Mount;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.astra.Organization;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Refusal;
import java.util.Map;

/// The arguments that several paths take, with the plugin's words where they are missing. What the
/// plugin answers with 500 although the client caused it is 400 here, and 404 where something that
/// is read is not there: clients repeat what is answered by 500.
final class Arguments {
  static final Field ORG_ID = Field.text("org_id", "UUID of the organization in Astra.");
  static final Field ROLE_NAME = Field.lowerCase("role_name", "Name of the role.");
  static final Field ROLE = Field.lowerCase("role", "The same, by its older name.");
  static final Field LOGICAL_NAME =
      Field.lowerCase("logical_name", "What the token is called here.");
  static final Field CLIENT_ID = Field.text("client_id", "Client id of a token.");
  static final Field METADATA = Field.pairs("metadata", "What the token is found by: k=v.");
  static final Field CLIENT_SECRET =
      Field.flag(
          "client_secret", "Whether the answer has the secret that goes with the client id.");

  /// Names longer than this no honest client has.
  private static final int LONGEST_NAME = 512;

  private static final int MOST_PAIRS = 100;
  private static final int LONGEST_VALUE = 1024;

  private Arguments() {}

  /// The organization that must be named.
  static String org(Call call) {
    return required(call.fields(), "org_id", "please provide an org_id argument", NO_ORG);
  }

  private static final String NO_ORG = "org ID is an empty string";

  /// The name of a role, under either name of the argument.
  static String role(Call call) {
    Fields fields = call.fields();
    String name = fields.given("role_name") || !fields.given("role") ? "role_name" : "role";
    return required(
        fields, name, "please provide a role_name argument", "role name is an empty string");
  }

  /// Whether the name of a role is given at all.
  static boolean givesRole(Call call) {
    return call.fields().given("role_name") || call.fields().given("role");
  }

  static String logicalName(Call call) {
    return required(
        call.fields(),
        "logical_name",
        "please provide a logical_name argument",
        "logical_name is set to an empty string; a non-empty value must be provided");
  }

  private static String required(Fields fields, String name, String missing, String empty) {
    if (!fields.given(name)) {
      throw Refusal.badRequest(missing);
    }
    String value = fields.text(name);
    if (value.isEmpty()) {
      throw Refusal.badRequest(empty);
    }
    return checked(name, value);
  }

  static String checked(String name, String value) {
    if (value.length() > LONGEST_NAME) {
      throw Refusal.badRequest(name + " is longer than " + LONGEST_NAME + " characters");
    }
    return value;
  }

  static Map<String, String> metadata(Call call) {
    Map<String, String> pairs = call.fields().pairs("metadata");
    boolean fits =
        pairs.size() <= MOST_PAIRS
            && pairs.entrySet().stream()
                .allMatch(pair ->
                    pair.getKey().length() <= LONGEST_NAME
                        && pair.getValue().length() <= LONGEST_VALUE);
    if (!fits) {
      throw Refusal.badRequest(
          "metadata has more than %d pairs, or one of more than %d characters"
              .formatted(MOST_PAIRS, LONGEST_VALUE));
    }
    return pairs;
  }

  /// The organization that a token is asked of; the plugin's words, without the space.
  static Organization organization(Call call, View view, String org) {
    Organization found = Astras.current(view, call.mount().uuid(), org);
    if (found == null) {
      throw Refusal.badRequest("unable to find config for org ID" + org);
    }
    return found;
  }

  static Refusal notFound(String text) {
    return Refusal.of(Refusal.Kind.NOT_FOUND, text);
  }

  /// Whether a mount has an option on.
  static boolean option(Mount mount, String name) {
    Map<String, String> options = mount.options();
    return options != null && Boolean.parseBoolean(options.get(name));
  }
}
