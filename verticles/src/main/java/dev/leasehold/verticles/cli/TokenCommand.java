package dev.leasehold.verticles.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Tokens: `token create`, `token lookup`, `token renew`, `token revoke`, `token capabilities`.
@Command(
    name = "token",
    description = "Create, look up, renew and revoke tokens, and show what they may do.",
    subcommands = {
      TokenCommand.Create.class,
      TokenCommand.Lookup.class,
      TokenCommand.Renew.class,
      TokenCommand.Revoke.class,
      TokenCapabilitiesCommand.class
    })
final class TokenCommand {
  /// Creates a token.
  @Command(name = "create", description = "Create a token.")
  static final class Create extends FormattedCommand {
    @Option(names = "-field", description = "Print only this field.")
    private String field = "";

    @Option(names = "-id", description = "The token itself; by default the server makes one up.")
    private String id = "";

    @Option(names = "-display-name", description = "A name for the audit.")
    private String displayName = "";

    @Option(names = "-ttl", converter = GoDuration.class, description = "How long it lives.")
    private Duration ttl = Duration.ZERO;

    @Option(
        names = "-explicit-max-ttl",
        converter = GoDuration.class,
        description = "How long it may live at most, renewed or not.")
    private Duration explicitMaxTtl = Duration.ZERO;

    @Option(
        names = "-period",
        converter = GoDuration.class,
        description = "Renewable for ever, each time for this long.")
    private Duration period = Duration.ZERO;

    @Option(names = "-renewable", description = "Whether it can be renewed (true).")
    private boolean renewable = true;

    @Option(names = "-orphan", description = "Give it no parent.")
    private boolean orphan;

    @Option(names = "-no-default-policy", description = "Leave the default policy out.")
    private boolean noDefaultPolicy;

    @Option(names = "-use-limit", description = "How many requests it is good for; 0 is no limit.")
    private int useLimit;

    @Option(names = "-role", description = "The token role to create it by.")
    private String role = "";

    @Option(names = "-type", description = "service or batch.")
    private String type = "service";

    @Option(names = "-metadata", paramLabel = "KEY=VALUE", description = "For the audit.")
    private Map<String, String> metadata = new LinkedHashMap<>();

    @Option(names = "-policy", description = "A policy of the token; repeatable.")
    private List<String> policies = new ArrayList<>();

    @Option(names = "-entity-alias", description = "The entity alias to log in as.")
    private String entityAlias = "";

    @Override
    int run() {
      arguments(0);
      String path = "auth/token/create" + (role.isEmpty() ? "" : "/" + role);
      ApiClient client = client();
      Answer answer =
          attempt(
                  "Error creating token",
                  () -> Found.of(client.call(ApiCall.of("POST", path, body()))))
              .answer();
      return printer().answer(answer, field);
    }

    private Json body() {
      Json.Members body = new Json.Members();
      if (!id.isEmpty()) {
        body.with("id", id);
      }
      if (!policies.isEmpty()) {
        body.with("policies", Json.texts(policies));
      }
      if (!metadata.isEmpty()) {
        body.with("meta", Json.texts(metadata));
      }
      body.with("ttl", GoDuration.text(ttl))
          .with("explicit_max_ttl", GoDuration.text(explicitMaxTtl))
          .with("period", GoDuration.text(period));
      if (orphan) {
        body.with("no_parent", true);
      }
      if (noDefaultPolicy) {
        body.with("no_default_policy", true);
      }
      return body.with("display_name", displayName)
          .with("num_uses", useLimit)
          .with("renewable", renewable && !type.equals("batch"))
          .with("type", type)
          .with("entity_alias", entityAlias);
    }
  }

  /// Shows what a token is: the own one, another, or the one with an accessor.
  @Command(name = "lookup", description = "Show what a token is.")
  static final class Lookup extends FormattedCommand {
    @Option(names = "-accessor", description = "The argument is an accessor.")
    private boolean accessor;

    @Override
    int run() {
      int count = arguments().size();
      if (accessor && count != 1) {
        throw CommandFailed.usage(
            "%s arguments with -accessor (expected 1, got %d)"
                .formatted(count < 1 ? "Not enough" : "Too many", count));
      }
      if (count > 1) {
        throw CommandFailed.usage("Too many arguments (expected 0-1, got %d)".formatted(count));
      }
      String token = count == 0 ? "" : arguments().getFirst().strip();
      ApiCall call =
          token.isEmpty()
              ? ApiCall.of("GET", "auth/token/lookup-self")
              : accessor
                  ? ApiCall.of("POST", "auth/token/lookup-accessor", one("accessor", token))
                  : ApiCall.of("POST", "auth/token/lookup", one("token", token));
      ApiClient client = client();
      return printer()
          .answer(
              attempt("Error looking up token", () -> Found.of(client.call(call))).answer(), "");
    }
  }

  /// Renews a token.
  @Command(name = "renew", description = "Renew a token.")
  static final class Renew extends FormattedCommand {
    @Option(names = "-accessor", description = "The argument is an accessor.")
    private boolean accessor;

    @Option(
        names = {"-increment", "-i"},
        converter = GoDuration.class,
        description = "For how long.")
    private Duration increment = Duration.ZERO;

    @Override
    int run() {
      if (arguments().size() > 1) {
        arguments(1);
      }
      String token = arguments().isEmpty() ? "" : arguments().getFirst().strip();
      long seconds = Math.max(0, increment.toSeconds());
      ApiCall call =
          token.isEmpty()
              ? ApiCall.of(
                  "PUT", "auth/token/renew-self", new Json.Members().with("increment", seconds))
              : accessor
                  ? ApiCall.of(
                      "POST",
                      "auth/token/renew-accessor",
                      one("accessor", token).with("increment", seconds))
                  : ApiCall.of(
                      "PUT", "auth/token/renew", one("token", token).with("increment", seconds));
      ApiClient client = client();
      return printer()
          .answer(attempt("Error renewing token", () -> Found.of(client.call(call))).answer(), "");
    }
  }

  /// Revokes a token and its children; with `-mode=orphan` the children stay; with `-mode=path` all
  /// tokens created below a path go.
  @Command(name = "revoke", description = "Revoke a token and its children.")
  static final class Revoke extends ClientCommand {
    @Option(names = "-accessor", description = "The argument is an accessor.")
    private boolean accessor;

    @Option(names = "-self", description = "Revoke the own token.")
    private boolean self;

    @Option(names = "-mode", description = "orphan: keep the children; path: all of an auth path.")
    private String mode = "";

    @Override
    int run() {
      check(arguments().size());
      String token = arguments().isEmpty() ? "" : arguments().getFirst().strip();
      ApiCall call =
          self
              ? ApiCall.of("PUT", "auth/token/revoke-self")
              : accessor
                  ? ApiCall.of("POST", "auth/token/revoke-accessor", one("accessor", token))
                  : switch (mode) {
                    case "orphan" ->
                        ApiCall.of("PUT", "auth/token/revoke-orphan", one("token", token));
                    case "path" -> ApiCall.of("PUT", "sys/leases/revoke-prefix/" + token);
                    default -> ApiCall.of("PUT", "auth/token/revoke", one("token", token));
                  };
      ApiClient client = client();
      attempt("Error revoking token", () -> Found.of(client.call(call)));
      printer().line("Success! Revoked token (if it existed)");
      return 0;
    }

    private void check(int count) {
      if (!List.of("", "orphan", "path").contains(mode)) {
        throw CommandFailed.usage("Invalid mode: " + mode);
      }
      if (self && count > 0) {
        throw CommandFailed.usage(
            "Too many arguments with -self (expected 0, got %d)".formatted(count));
      }
      if (!self && count != 1) {
        throw CommandFailed.usage(
            "%s arguments (expected 1 or -self, got %d)"
                .formatted(count > 1 ? "Too many" : "Not enough", count));
      }
      if (self && (accessor || !mode.isEmpty())) {
        throw CommandFailed.usage("Cannot use -self with " + (accessor ? "-accessor!" : "-mode!"));
      }
      if (accessor && !mode.isEmpty()) {
        throw CommandFailed.usage("Cannot use -accessor with -mode=" + mode + "!");
      }
    }
  }

  private static Json.Members one(String name, String value) {
    return new Json.Members().with(name, value);
  }
}
