package dev.leasehold.crypto.certificate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.jspecify.annotations.Nullable;

/// For how long an answer of an OCSP server counts: until it says that there is a newer one. One
/// that does not say so counts for nothing, since it could be shown for ever. Pure.
final class OcspTimes {
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss '+0000 UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private OcspTimes() {}

  static void check(BasicOCSPResp answer, SingleResp about, Instant now) throws UnfitOcspAnswer {
    Date next = about.getNextUpdate();
    if (next == null || now.isAfter(next.toInstant())) {
      throw new UnfitOcspAnswer(
          "invalid validity: producedAt: "
              + shown(answer.getProducedAt())
              + ", thisUpdate: "
              + shown(about.getThisUpdate())
              + ", nextUpdate: "
              + shown(next));
    }
  }

  private static String shown(@Nullable Date time) {
    return time == null ? "0001-01-01 00:00:00 +0000 UTC" : SHOWN.format(time.toInstant());
  }
}
