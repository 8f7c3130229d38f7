package dev.leasehold.verticles.auth.cert;

import dev.leasehold.events.CertEvent;
import dev.leasehold.projections.cert.CertConfig;
import dev.leasehold.projections.cert.CertProjection;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.util.Map;

/// The settings of a cert mount; one that was never given any has them all the same.
final class CertConfiguration {
  private static final int SMALLEST_CACHE = 2;
  private static final int LARGEST_CACHE = 100_000;

  static final Field[] FIELDS = {
    Field.flag("disable_binding", "A renewal does not look at the client's certificate."),
    Field.flag(
        "enable_identity_alias_metadata", "Metadata of the certificate is kept with the alias."),
    Field.integer("ocsp_cache_size", "How many answers of OCSP servers are kept in memory.")
        .fallback(100)
  };

  Response read(Call call, View state) {
    CertConfig config = CertProjection.config(state, call.mount().uuid());
    return Response.of(
        Map.of(
            "disable_binding", config.disableBinding(),
            "enable_identity_alias_metadata", config.aliasMetadata(),
            "ocsp_cache_size", config.ocspCacheSize()));
  }

  Decision write(Call call, View head) {
    Fields fields = call.fields();
    CertConfig before = CertProjection.config(head, call.mount().uuid());
    int cache = before.ocspCacheSize();
    if (fields.given("ocsp_cache_size")) {
      cache = fields.integer("ocsp_cache_size");
      if (cache < SMALLEST_CACHE || cache > LARGEST_CACHE) {
        throw Refusal.badRequest("invalid cache size, must be >= 2 and <= 100000");
      }
    }
    return Decision.of(
        Response.nothing(),
        new CertEvent.Configured(
            call.mount().uuid(),
            flag(fields, "disable_binding", before.disableBinding()),
            flag(fields, "enable_identity_alias_metadata", before.aliasMetadata()),
            cache));
  }

  private static boolean flag(Fields fields, String name, boolean before) {
    return fields.given(name) ? fields.flag(name) : before;
  }
}
