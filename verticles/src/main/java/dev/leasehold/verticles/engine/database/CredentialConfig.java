package dev.leasehold.verticles.engine.database;

import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The configuration of the credentials that a role gives, by their type: what is wrong with it is
/// refused in Vault's words, and only what the type knows is kept.
final class CredentialConfig {
  static final String PASSWORD = "password";
  static final String POLICY = "password_policy";

  static final String RSA = "rsa_private_key";
  private static final String CERTIFICATE = "client_certificate";

  private static final String BITS = "key_bits";

  private CredentialConfig() {}

  /// What is kept of what a client sends; empty where nothing of that is known to the type.
  static Map<String, String> read(String type, Map<String, String> given) {
    return switch (type) {
      case PASSWORD -> password(given);
      case RSA -> rsa(given);
      case CERTIFICATE -> throw certificate(given);
      default -> throw Refusal.badRequest("invalid credential_type " + GoText.quoted(type));
    };
  }

  /// As a read shows it.
  static Map<String, Object> shown(Map<String, String> config) {
    Map<String, Object> shown = new TreeMap<>(config);
    shown.computeIfPresent(BITS, (_, bits) -> Long.valueOf(String.valueOf(bits)));
    return shown;
  }

  private static Map<String, String> password(Map<String, String> given) {
    String policy = given.getOrDefault(POLICY, "");
    return policy.isEmpty() ? Map.of() : Map.of(POLICY, policy);
  }

  private static Map<String, String> rsa(Map<String, String> given) {
    long bits = whole(given, BITS);
    String format = given.getOrDefault("format", "");
    if (!format.isEmpty() && !format.toLowerCase(Locale.ROOT).equals("pkcs8")) {
      throw invalid("invalid format: " + format);
    }
    if (!Set.of(0L, 2048L, 3072L, 4096L).contains(bits)) {
      throw invalid("invalid key_bits: " + bits);
    }
    return Map.of(
        "format", format.isEmpty() ? "pkcs8" : format, BITS, bits == 0 ? "2048" : bits + "");
  }

  /// What Vault says of a certificate's configuration. No kind of database here takes certificates:
  /// so one that is right is refused when it is written and not when it is used, which spares the
  /// log a private key that is good for nothing.
  private static Refusal certificate(Map<String, String> given) {
    long bits = whole(given, BITS);
    long signature = whole(given, "signature_bits");
    String type = given.getOrDefault("key_type", "");
    List<Long> allowed =
        switch (type) {
          case "rsa" -> List.of(0L, 2048L, 3072L, 4096L);
          case "ec" -> List.of(0L, 224L, 256L, 384L, 521L);
          default -> List.of(bits);
        };
    if (!Set.of("rsa", "ec", "ed25519").contains(type)) {
      return invalid("invalid key_type");
    }
    if (!allowed.contains(bits)) {
      return invalid("invalid key_bits");
    }
    if (!Set.of(0L, 256L, 384L, 512L).contains(signature)) {
      return invalid("invalid signature_bits");
    }
    String template = given.getOrDefault("common_name_template", "");
    if (template.isEmpty()) {
      return invalid("missing required common_name_template");
    }
    try {
      UsernameTemplate.parse(template);
    } catch (TemplateError e) {
      String problem = e.getMessage();
      boolean applied = problem.startsWith("unable to apply");
      return invalid(
          (applied ? "invalid common_name_template: " : "failed to create template: ") + problem);
    }
    if (given.getOrDefault("ca_cert", "").isEmpty()) {
      return invalid("missing required ca_cert");
    }
    if (given.getOrDefault("ca_private_key", "").isEmpty()) {
      return invalid("missing required ca_private_key");
    }
    return given.getOrDefault("ca_cert", "").contains("-----BEGIN ")
        ? Refusal.badRequest("unsupported credential_type: \"" + CERTIFICATE + "\"")
        : invalid("no data found in PEM block");
  }

  private static long whole(Map<String, String> given, String name) {
    String text = given.getOrDefault(name, "");
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw invalid(
          "1 error(s) decoding:\n\n* cannot parse '"
              + name
              + "' as int: strconv.ParseInt: parsing "
              + GoText.quoted(text)
              + ": invalid syntax");
    }
  }

  private static Refusal invalid(String problem) {
    return Refusal.badRequest("credential_config validation failed: " + problem);
  }
}
