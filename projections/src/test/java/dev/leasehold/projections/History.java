package dev.leasehold.projections;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Brought;
import dev.leasehold.events.Commit;
import dev.leasehold.events.DatabaseEvent.ConnectionConfigured;
import dev.leasehold.events.DatabaseEvent.CredentialPinned;
import dev.leasehold.events.Event;
import dev.leasehold.events.KvEvent.MetadataDeleted;
import dev.leasehold.events.KvEvent.VersionDestroyed;
import dev.leasehold.events.KvEvent.VersionWritten;
import dev.leasehold.events.KvEvent.VersionsDeleted;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent.CredentialIntended;
import dev.leasehold.events.LeaseEvent.IntentAborted;
import dev.leasehold.events.LeaseEvent.LeaseIssued;
import dev.leasehold.events.LeaseEvent.LeaseRenewed;
import dev.leasehold.events.LeaseEvent.LeaseRevoked;
import dev.leasehold.events.LeaseEvent.RevocationFailed;
import dev.leasehold.events.LeaseEvent.RevocationStarted;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Namespace;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SysEvent.ClusterInitialized;
import dev.leasehold.events.SysEvent.MountEnabled;
import dev.leasehold.events.SysEvent.PolicyWritten;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenEvent.TokenCreated;
import dev.leasehold.events.TokenEvent.TokenRevoked;
import dev.leasehold.projections.kv.KvMetadata;
import dev.leasehold.projections.kv.KvSecrets;
import dev.leasehold.projections.kv.KvSweep;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Makes histories that can have happened, from a seed: each commit is decided against the view of
/// those before, as the writer does.
final class History {
  static final String KV = "uuid-kv";
  static final String DATABASE = "uuid-database";
  static final String CANARY = "canary";

  /// A commit and the payloads that came with it.
  record Step(Commit commit, List<Payload> payloads) {}

  private final Random random;
  private final List<String> tokens = new ArrayList<>();
  private final List<String> leases = new ArrayList<>();
  private long sequence;
  private int names;

  History(long seed) {
    this.random = new Random(seed);
  }

  Instant now() {
    return Instant.ofEpochSecond(1_800_000_000L + sequence, 1 + sequence % 7);
  }

  Step first() {
    PayloadName password = name();
    return step(
        List.of(
            new ClusterInitialized("cluster", "canary-cluster"),
            new MountEnabled(mount(KV, "canary-kv/", "kv")),
            new MountEnabled(mount(DATABASE, "canary-db/", "database")),
            new ConnectionConfigured(
                DATABASE,
                "canary-connection",
                1,
                "postgresql",
                Map.of("url", "canary-url", "user", "canary-user"),
                password,
                List.of("*"),
                "",
                List.of()),
            new TokenCreated(token("canary-root", null))),
        List.of(payload(password)),
        List.of());
  }

  Step next(View view) {
    return switch (random.nextInt(9)) {
      case 0, 1, 2 -> writeSecret(view);
      case 3 -> changeSecret(view);
      case 4 -> createToken();
      case 5 -> revokeToken(view);
      case 6 -> intendLease();
      case 7 ->
          step(
              List.of(
                  new PolicyWritten(
                      Namespace.ROOT, "canary-p" + random.nextInt(5), "canary" + names)));
      default -> moveLease(view);
    };
  }

  Step step(List<Event> events) {
    return step(events, List.of(), List.of());
  }

  Step step(List<Event> events, List<Payload> payloads, List<PayloadName> destroys) {
    sequence++;
    List<Brought> brings =
        payloads.stream()
            .map(payload -> new Brought(payload.name(), "kafka-" + payload.name().hex(), "00"))
            .toList();
    return new Step(
        new Commit(sequence, Commit.NO_HASH, now(), events, brings, destroys, null), payloads);
  }

  private Step writeSecret(View view) {
    String path = path();
    KvMetadata before = KvSecrets.metadata(view, KV, path);
    long version = before == null ? 1 : before.current() + 1;
    long oldest = Math.max(1, version - 2);
    List<PayloadName> destroys = new ArrayList<>();
    if (before != null) {
      before.versions().headMap(oldest).values().forEach(old -> addData(old.data(), destroys));
    }
    PayloadName data = name();
    return step(
        List.of(new VersionWritten(KV, path, version, data, now(), null, oldest)),
        List.of(payload(data)),
        destroys);
  }

  private Step changeSecret(View view) {
    String path = path();
    KvMetadata before = KvSecrets.metadata(view, KV, path);
    if (before == null) {
      return writeSecret(view);
    }
    long version = before.current();
    return switch (random.nextInt(3)) {
      case 0 -> step(List.of(new VersionsDeleted(KV, path, List.of(version), now())));
      case 1 -> {
        List<PayloadName> destroys = new ArrayList<>();
        addData(Objects.requireNonNull(before.versions().get(version)).data(), destroys);
        yield step(List.of(new VersionDestroyed(KV, path, List.of(version))), List.of(), destroys);
      }
      default ->
          step(
              List.of(new MetadataDeleted(KV, path)),
              List.of(),
              new KvSweep().payloads(view, KV, path));
    };
  }

  private Step createToken() {
    String parent = random.nextBoolean() || tokens.isEmpty() ? "canary-root" : any(tokens);
    String id = "canary-token" + names++;
    tokens.add(id);
    return step(List.of(new TokenCreated(token(id, parent))));
  }

  private Step revokeToken(View view) {
    if (tokens.isEmpty()) {
      return createToken();
    }
    String id = any(tokens);
    tokens.remove(id);
    tokens.removeIf(other -> Tokens.live(view, other, now()) == null || isBelow(view, other, id));
    return step(List.of(new TokenRevoked(id)));
  }

  private static boolean isBelow(View view, String id, String ancestor) {
    String current = id;
    while (current != null && !current.equals(ancestor)) {
      current = Objects.requireNonNull(Tokens.find(view, current)).token().parent();
    }
    return current != null;
  }

  String lastLease() {
    return leases.getLast();
  }

  Step intendLease() {
    String id = "canary-db/creds/canary-role" + random.nextInt(3) + "/" + "x".repeat(20) + names++;
    leases.add(id);
    Instant now = now();
    Lease lease =
        new Lease(
            Namespace.ROOT,
            id,
            DATABASE,
            DATABASE + "/canary-connection",
            "canary-role",
            "canary-root",
            "",
            "canary-name",
            now,
            now.plusSeconds(60),
            now.plusSeconds(5),
            null,
            60,
            600,
            true);
    return step(
        List.of(
            new CredentialPinned(
                DATABASE, id, "canary-connection", 1, List.of(), List.of("canary-drop")),
            new CredentialIntended(lease)));
  }

  private Step moveLease(View view) {
    if (leases.isEmpty()) {
      return intendLease();
    }
    String id = any(leases);
    LeaseRow row = Objects.requireNonNull(Leases.find(view, id));
    Event event =
        switch (row.state()) {
          case INTENDED -> random.nextInt(4) == 0 ? new IntentAborted(id) : new LeaseIssued(id);
          case ACTIVE ->
              random.nextBoolean()
                  ? new LeaseRenewed(id, now().plusSeconds(90), now())
                  : new RevocationStarted(id, "canary", now(), now());
          case REVOKING, QUARANTINED ->
              random.nextInt(3) == 0
                  ? new RevocationFailed(id, 1, "timeout", "canary", now().plusSeconds(9))
                  : new LeaseRevoked(id);
        };
    if (event instanceof IntentAborted || event instanceof LeaseRevoked) {
      leases.remove(id);
    }
    return step(List.of(event));
  }

  Token token(String id, @Nullable String parent) {
    return new Token(
        Namespace.ROOT,
        id,
        "accessor-" + id,
        parent,
        List.of("default"),
        "auth/token/create",
        new HashMap<>(Map.of("b", "canary-meta", "a", "canary-more")),
        "canary-display",
        0,
        now(),
        3600,
        0,
        0,
        "service",
        now().plusSeconds(1_000_000),
        null,
        true,
        null,
        List.of(),
        "");
  }

  static Mount mount(String uuid, String path, String type) {
    return new Mount(
        Namespace.ROOT,
        MountTable.SECRET,
        uuid,
        path,
        type,
        "canary-description",
        type + "_" + uuid,
        false,
        false,
        false,
        null,
        MountConfig.DEFAULT);
  }

  PayloadName name() {
    return new PayloadName(String.format("%032x", 0xabc000 + names++));
  }

  static Payload payload(PayloadName name) {
    return new Payload(name, SecretBytes.ofUtf8("canary-payload-" + name.hex()));
  }

  private String path() {
    return "canary-a"
        + random.nextInt(3)
        + "/canary-b"
        + random.nextInt(3)
        + "/c"
        + random.nextInt(2);
  }

  private String any(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static void addData(@Nullable PayloadName data, List<PayloadName> target) {
    if (data != null) {
      target.add(data);
    }
  }
}
