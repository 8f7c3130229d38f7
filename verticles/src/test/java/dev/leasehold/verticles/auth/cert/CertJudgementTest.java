package dev.leasehold.verticles.auth.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.certificate.OcspQuestion.Status;
import dev.leasehold.crypto.certificate.PemCertificates;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Brought;
import dev.leasehold.events.CertEvent.CertificateForgotten;
import dev.leasehold.events.CertEvent.CertificateTrusted;
import dev.leasehold.events.CertEvent.CrlWritten;
import dev.leasehold.events.Commit;
import dev.leasehold.events.Event;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SysEvent.MountEnabled;
import dev.leasehold.events.TrustedCertificate;
import dev.leasehold.events.TrustedCertificate.Ocsp;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Head;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Names;
import dev.leasehold.verticles.gate.Ttls;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.route.Handler;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens between the judgement of a login and its decision counts.
class CertJudgementTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String UUID = "5d2a2b5e-0000-4000-8000-000000000001";
  private static final PayloadName SERIALS = new PayloadName("ab".repeat(PayloadName.BYTES));
  private static final Mount MOUNT =
      new Mount(
          "root",
          MountTable.AUTH,
          UUID,
          "cert/",
          "cert",
          "",
          "auth_cert_01234567",
          false,
          false,
          false,
          null,
          MountConfig.DEFAULT);

  private final SeededEntropy entropy = new SeededEntropy(7);
  private final Keyring keyring = Keyring.initial("cluster", entropy, NOW);
  private final Projections projections = new Projections();
  private final Head head = new Head(Committed.open(new MemoryStore(), keyring, entropy, 1000));
  private final Handler.Outbound login = (Handler.Outbound) CertLogin.HANDLER;

  @BeforeEach
  void begin() throws IOException {
    happen(List.of(), new MountEnabled(MOUNT));
    happen(List.of(), new CertificateTrusted(UUID, "web", trusted(false)));
  }

  @Test
  void a_login_that_was_judged_is_granted_where_nothing_has_changed() throws IOException {
    Handler.Planned planned = login.plan().plan(call(), head, judged());
    assertNull(planned.effect());
    assertNull(planned.intent().refusal());
  }

  @Test
  void a_list_that_came_meanwhile_counts() throws IOException {
    Object judged = judged();
    revoke();
    assertRefused(login.plan().plan(call(), head, judged));
  }

  @Test
  void a_certificate_that_was_forgotten_meanwhile_vouches_for_nobody() throws IOException {
    Object judged = judged();
    happen(List.of(), new CertificateForgotten(UUID, "web"));
    assertRefused(login.plan().plan(call(), head, judged));
  }

  @Test
  void what_servers_have_said_does_not_count_for_other_terms() throws IOException {
    happen(List.of(), new CertificateTrusted(UUID, "web", trusted(true)));
    Handler.Planned planned = login.plan().plan(call(), head, judged());
    assertNotNull(planned.effect());
    Outcome good = new Outcome.Done(List.of(new Outcome.Done(Status.GOOD)));
    assertNull(planned.settle().settle(good, call(), head).refusal());

    happen(List.of(), new CertificateTrusted(UUID, "web", trusted(true, "http://127.0.0.1:2/")));

    Refusal refusal = planned.settle().settle(good, call(), head).refusal();
    assertEquals(
        List.of(
            "no chain matching all constraints could be found for this login certificate;"
                + " additionally got errors during verification: 1 error occurred:\n"
                + "\t* no answer of OCSP servers in time\n\n"),
        Objects.requireNonNull(refusal).errors());
  }

  @Test
  void a_list_that_came_while_servers_were_asked_counts() throws IOException {
    happen(List.of(), new CertificateTrusted(UUID, "web", trusted(true)));
    Handler.Planned planned = login.plan().plan(call(), head, judged());
    revoke();
    Outcome good = new Outcome.Done(List.of(new Outcome.Done(Status.GOOD)));
    assertNotNull(planned.settle().settle(good, call(), head).refusal());
  }

  private static void assertRefused(Handler.Planned planned) {
    assertNull(planned.effect());
    assertNotNull(planned.intent().refusal());
    assertEquals(List.of(), planned.intent().events());
  }

  private @Nullable Object judged() throws IOException {
    return Objects.requireNonNull(login.prepare()).prepare(call(), head);
  }

  private void revoke() throws IOException {
    String serial =
        PemCertificates.read(CertServer.file("web.pem")).getFirst().getSerialNumber().toString();
    happen(
        List.of(new Payload(SERIALS, SecretBytes.ofUtf8(serial))),
        new CrlWritten(UUID, "list", SERIALS, null, null));
  }

  private static TrustedCertificate trusted(boolean ocsp, String... servers) throws IOException {
    TrustedCertificate none = TrustedCertificate.NONE;
    List<String> asked = servers.length == 0 ? List.of("http://127.0.0.1:1/") : List.of(servers);
    return new TrustedCertificate(
        CertServer.file("ca.pem"),
        "web",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        new Ocsp(ocsp, "", asked, false, false),
        none.parameters());
  }

  private void happen(List<Payload> brought, Event... events) {
    List<Brought> names =
        brought.stream()
            .map(payload -> new Brought(payload.name(), "key-" + payload.name().hex(), "hash"))
            .toList();
    Commit commit =
        new Commit(
            head.sequence() + 1, Commit.NO_HASH, NOW, List.of(events), names, List.of(), null);
    head.begin(commit.sequence());
    projections.replay(commit, brought, head);
    head.end();
  }

  private Call call() throws IOException {
    Request request =
        new Request(
            "id",
            Operation.UPDATE,
            "root",
            "auth/cert/login",
            Map.of(),
            null,
            null,
            "127.0.0.1",
            1,
            NOW,
            Map.of(),
            PemCertificates.read(CertServer.file("web.pem")));
    Fields fields = Fields.read(List.of(Field.text("name", "")), false, Map.of(), Map.of(), false);
    return new Call(
        request, MOUNT, "login", fields, null, NOW, entropy, new Names(keyring), Ttls.SYSTEM);
  }
}
