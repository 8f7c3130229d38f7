package dev.leasehold.projections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.CertEvent.CertificateForgotten;
import dev.leasehold.events.CertEvent.CertificateTrusted;
import dev.leasehold.events.CertEvent.Configured;
import dev.leasehold.events.CertEvent.CrlDeleted;
import dev.leasehold.events.CertEvent.CrlWritten;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Event;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SysEvent.MountDisabled;
import dev.leasehold.events.SysEvent.MountEnabled;
import dev.leasehold.events.SysEvent.MountSwept;
import dev.leasehold.events.TrustedCertificate;
import dev.leasehold.projections.cert.CertConfig;
import dev.leasehold.projections.cert.CertProjection;
import dev.leasehold.projections.cert.Crl;
import dev.leasehold.projections.mount.MountSweep;
import dev.leasehold.projections.store.MemoryStore;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a mount of the cert method has, and that nothing of it is left where it was.
class CertMountTest {
  private static final String MOUNT = "uuid-cert";
  private static final PayloadName SERIALS = new PayloadName("ab".repeat(PayloadName.BYTES));
  private final History history = new History(7);
  private final Head head = new Head(ReplayTest.open(new MemoryStore(), 1));

  @BeforeEach
  void begin() {
    ReplayTest.replay(head, history.first());
    happen(new MountEnabled(History.mount(MOUNT, "canary-cert/", "cert")));
    happen(new CertificateTrusted(MOUNT, "one", TrustedCertificate.NONE));
    happen(new Configured(MOUNT, true, false, 50));
    ReplayTest.replay(
        head,
        history.step(
            List.of(new CrlWritten(MOUNT, "list", SERIALS, null, null)),
            List.of(new Payload(SERIALS, SecretBytes.ofUtf8("5"))),
            List.of()));
  }

  @Test
  void what_was_written_is_there() {
    assertEquals(TrustedCertificate.NONE, CertProjection.trusted(head, MOUNT, "one"));
    assertEquals(new Crl(SERIALS, null, null), CertProjection.crl(head, MOUNT, "list"));
    assertEquals(new CertConfig(true, false, 50), CertProjection.config(head, MOUNT));
    assertEquals(CertConfig.NONE, CertProjection.config(head, "another"));
    assertNull(CertProjection.trusted(head, "another", "one"));
    assertEquals(List.of("one"), CertProjection.names(head, CertProjection.TRUSTED, MOUNT, 10));
  }

  @Test
  void a_certificate_is_forgotten_once() {
    happen(new CertificateForgotten(MOUNT, "one"));
    assertThrows(CorruptLog.class, () -> happen(new CertificateForgotten(MOUNT, "one")));
  }

  @Test
  void a_list_that_is_not_there_cannot_be_deleted() {
    assertThrows(CorruptLog.class, () -> happen(new CrlDeleted(MOUNT, "another")));
  }

  @Test
  void a_disabled_mount_is_swept_with_its_lists() {
    happen(new MountDisabled(MOUNT));
    MountSweep.Page page = MountSweep.page(head, MountSweep.disabled(head).getFirst().mount(), 10);
    assertEquals(3, page.rows().size());
    assertEquals(List.of(SERIALS), page.payloads());
    assertTrue(page.finished());

    ReplayTest.replay(
        head,
        history.step(
            List.of(new MountSwept(MOUNT, page.rows(), true)), List.of(), page.payloads()));

    assertNull(CertProjection.trusted(head, MOUNT, "one"));
    assertNull(CertProjection.crl(head, MOUNT, "list"));
    assertEquals(CertConfig.NONE, CertProjection.config(head, MOUNT));
    assertNull(head.payload(SERIALS));
  }

  private void happen(Event... events) {
    ReplayTest.replay(head, history.step(List.of(events)));
  }
}
