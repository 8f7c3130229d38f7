package dev.leasehold.verticles.auth.cert;

import dev.leasehold.events.TokenParameters;
import dev.leasehold.events.TrustedCertificate;
import dev.leasehold.events.TrustedCertificate.Ocsp;
import dev.leasehold.verticles.auth.login.TokenFields;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The fields of a trusted certificate: declared, read and shown. Immutable and pure.
final class CertForm {
  private static final TokenFields TOKEN =
      new TokenFields("policies", "ttl", "max_ttl", "period", "bound_cidrs");

  static final Field[] FIELDS =
      TOKEN.after(
          Field.text("certificate", "The public certificate that should be trusted, as PEM."),
          Field.flag("ocsp_enabled", "Whether OCSP servers are asked at login."),
          Field.text("ocsp_ca_certificates", "Further authorities for OCSP servers, as PEM."),
          Field.commaList("ocsp_servers_override", "OCSP servers to ask instead."),
          Field.flag("ocsp_fail_open", "A status that cannot be had is taken for a good one."),
          Field.flag("ocsp_query_all_servers", "All servers must agree."),
          names("allowed_names", "the common name or the alternative names"),
          names("allowed_common_names", "the common name"),
          names("allowed_dns_sans", "the alternative DNS names"),
          names("allowed_email_sans", "the alternative email addresses"),
          names("allowed_uri_sans", "the alternative URIs"),
          names("allowed_organizational_units", "the organizational units"),
          Field.commaList("required_extensions", "Extensions that must match, as \"oid:value\"."),
          Field.commaList("allowed_metadata_extensions", "Extensions that become metadata."),
          Field.text("display_name", "The display name to use for clients."),
          Field.integer("lease", "Use \"token_ttl\" instead"));

  private final Fields fields;

  private CertForm(Fields fields) {
    this.fields = fields;
  }

  private static Field names(String name, String where) {
    return Field.commaList(name, "Patterns of which one must match one of " + where + ".");
  }

  /// What holds after a request: what it gives, and else what held before.
  ///
  /// @param before null where there was none of that name
  static TrustedCertificate read(Fields fields, String name, @Nullable TrustedCertificate before) {
    return new CertForm(fields).read(name, before == null ? TrustedCertificate.NONE : before);
  }

  private TrustedCertificate read(String name, TrustedCertificate before) {
    String displayName = text("display_name", before.displayName());
    return new TrustedCertificate(
        text("certificate", before.pem()),
        displayName.isEmpty() ? name : displayName,
        list("allowed_names", before.names()),
        list("allowed_common_names", before.commonNames()),
        list("allowed_dns_sans", before.dnsNames()),
        list("allowed_email_sans", before.emails()),
        list("allowed_uri_sans", before.uris()),
        list("allowed_organizational_units", before.organizationalUnits()),
        list("required_extensions", before.requiredExtensions()),
        list("allowed_metadata_extensions", before.metadataExtensions()),
        new Ocsp(
            flag("ocsp_enabled", before.ocsp().enabled()),
            text("ocsp_ca_certificates", before.ocsp().authorities()),
            list("ocsp_servers_override", before.ocsp().servers()),
            flag("ocsp_fail_open", before.ocsp().failOpen()),
            flag("ocsp_query_all_servers", before.ocsp().allServers())),
        leased(TOKEN.read(fields, before.parameters())));
  }

  /// The oldest name of all for the time to live, which holds where neither newer one was given.
  private TokenParameters leased(TokenParameters token) {
    if (!fields.given("lease") || fields.given("ttl") || fields.given("token_ttl")) {
      return token;
    }
    List<String> old = new ArrayList<>(token.old());
    old.remove("ttl");
    if (fields.integer("lease") > 0) {
      old.add("ttl");
    }
    return new TokenParameters(
        token.policies(),
        token.noDefaultPolicy(),
        fields.integer("lease"),
        token.maxTtlSeconds(),
        token.explicitMaxTtlSeconds(),
        token.periodSeconds(),
        token.numUses(),
        token.type(),
        token.boundCidrs(),
        List.copyOf(old));
  }

  static Map<String, Object> shown(TrustedCertificate certificate) {
    Map<String, Object> data = new TreeMap<>();
    data.put("certificate", certificate.pem());
    data.put("display_name", certificate.displayName());
    data.put("allowed_names", certificate.names());
    data.put("allowed_common_names", certificate.commonNames());
    data.put("allowed_dns_sans", certificate.dnsNames());
    data.put("allowed_email_sans", certificate.emails());
    data.put("allowed_uri_sans", certificate.uris());
    data.put("allowed_organizational_units", certificate.organizationalUnits());
    data.put("required_extensions", certificate.requiredExtensions());
    data.put("allowed_metadata_extensions", certificate.metadataExtensions());
    data.put("ocsp_enabled", certificate.ocsp().enabled());
    data.put("ocsp_ca_certificates", certificate.ocsp().authorities());
    data.put("ocsp_servers_override", certificate.ocsp().servers());
    data.put("ocsp_fail_open", certificate.ocsp().failOpen());
    data.put("ocsp_query_all_servers", certificate.ocsp().allServers());
    TOKEN.show(certificate.parameters(), data);
    return data;
  }

  private String text(String name, String before) {
    return fields.given(name) ? fields.text(name) : before;
  }

  private boolean flag(String name, boolean before) {
    return fields.given(name) ? fields.flag(name) : before;
  }

  private @Nullable List<String> list(String name, @Nullable List<String> before) {
    return fields.given(name) ? fields.list(name) : before;
  }
}
