package dev.leasehold.verticles.simulation;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Lease;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.request.AuthBlock;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.writer.Resolution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Clients that send real requests, drawn at random, through the door of a node. What they are told
/// goes into the ledger.
final class Clients {
  static final SecretBytes ROOT = SecretBytes.ofUtf8("hvs.root");

  private static final int VERSIONS_KEPT = 8;
  private static final List<String> NAMES = List.of("a", "b", "c");

  private final Random random;
  private final Door door;
  private final Ledger ledger;
  private final LeaseBook book;
  private int counter;

  Clients(Random random, Door door, Ledger ledger, LeaseBook book) {
    this.random = random;
    this.door = door;
    this.ledger = ledger;
    this.book = book;
  }

  /// One client sends one request to a node; what it was, for the trace.
  String request(SimulatedNode node) {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    int drawn = random.nextInt(24);
    if (drawn < 9) {
      return plainOrVersioned(node, name, drawn);
    }
    return drawn < 17 ? token(node, drawn) : lease(node, drawn);
  }

  private String plainOrVersioned(SimulatedNode node, String name, int drawn) {
    switch (drawn) {
      case 0, 1 -> writePlain(node, "kv/" + name);
      case 2 -> removePlain(node, "kv/" + name);
      case 3, 4, 5 -> writeVersion(node, name);
      case 6 -> mark(node, name, "delete");
      case 7 -> mark(node, name, "destroy");
      default -> removeMetadata(node, name);
    }
    return "kv " + name + " " + drawn;
  }

  private void writePlain(SimulatedNode node, String path) {
    String value = "value " + counter++;
    Ledger.Place place = new Ledger.Place(path, 0);
    Removal removal = new Removal(node, List.of(place));
    door.write(
        node,
        door.request(Operation.UPDATE, path, Map.of("v", value), ROOT),
        removal,
        new Watched.Told() {
          @Override
          public void decided(Resolution resolution, long sequence) {
            ledger.writeDecided(place, value);
          }

          @Override
          public void durable(Resolution resolution, long sequence) {
            ledger.written(place, value, sequence);
            removal.done(resolution, sequence);
          }
        });
  }

  private void removePlain(SimulatedNode node, String path) {
    remove(node, door.request(Operation.DELETE, path, Map.of(), ROOT), path, 0, 0);
  }

  private void writeVersion(SimulatedNode node, String name) {
    String value = "value " + counter++;
    Request request =
        door.request(
            Operation.UPDATE, "secret/data/" + name, Map.of("data", Map.of("v", value)), ROOT);
    door.write(
        node,
        request,
        head -> {},
        new Watched.Told() {
          @Override
          public void decided(Resolution resolution, long sequence) {
            long version = version(resolution.decision().response());
            ledger.writeDecided(new Ledger.Place(name, version), value);
            ledger.removalDecided(new Ledger.Place(name, version - VERSIONS_KEPT));
          }

          @Override
          public void durable(Resolution resolution, long sequence) {
            long version = version(resolution.decision().response());
            ledger.written(new Ledger.Place(name, version), value, sequence);
            ledger.destroyed(resolution.decision().destroys(), sequence);
          }
        });
  }

  private static long version(Response response) {
    Map<String, Object> data = response.data();
    return data != null && data.get("version") instanceof Number number ? number.longValue() : 0;
  }

  private void mark(SimulatedNode node, String name, String verb) {
    int version = 1 + random.nextInt(4);
    Map<String, Object> versions = Map.of("versions", List.of(String.valueOf(version)));
    Request request = door.request(Operation.UPDATE, "secret/" + verb + "/" + name, versions, ROOT);
    remove(node, request, name, version, version);
  }

  private void removeMetadata(SimulatedNode node, String name) {
    Request request = door.request(Operation.DELETE, "secret/metadata/" + name, Map.of(), ROOT);
    remove(node, request, name, 1, 40);
  }

  /// Sends what takes values away, having looked on head what they were.
  private void remove(SimulatedNode node, Request request, String path, int first, int last) {
    List<Ledger.Place> places = new ArrayList<>();
    for (int version = first; version <= last; version++) {
      places.add(new Ledger.Place(path, version));
    }
    Removal removal = new Removal(node, places);
    door.write(
        node,
        request,
        removal,
        new Watched.Told() {
          @Override
          public void decided(Resolution resolution, long sequence) {
            places.forEach(ledger::removalDecided);
          }

          @Override
          public void durable(Resolution resolution, long sequence) {
            removal.done(resolution, sequence);
          }
        });
  }

  /// What values were there before they were taken away.
  private final class Removal implements Door.Glance {
    private final SimulatedNode node;
    private final List<Ledger.Place> places;
    private final Map<Ledger.Place, String> before = new HashMap<>();

    Removal(SimulatedNode node, List<Ledger.Place> places) {
      this.node = node;
      this.places = places;
    }

    @Override
    public void at(View head) {
      for (Ledger.Place place : places) {
        String value = door.value(node, head, place);
        if (value != null) {
          before.put(place, value);
        }
      }
    }

    void done(Resolution resolution, long sequence) {
      if (!resolution.decision().events().isEmpty()) {
        before.forEach((place, value) -> ledger.removed(place, value, sequence));
        ledger.destroyed(resolution.decision().destroys(), sequence);
      }
    }
  }

  private String token(SimulatedNode node, int drawn) {
    if (drawn < 11 || ledger.tokens().isEmpty()) {
      create(node, drawn == 9 ? 1 + random.nextInt(3) : 0);
      return "create a token";
    }
    Ledger.KnownToken token = ledger.tokens().get(random.nextInt(ledger.tokens().size()));
    String text = token.text.revealUtf8(Reveal.because("a simulated client sends its token"));
    switch (drawn) {
      case 11 ->
          revoke(
              node,
              door.request(Operation.UPDATE, "auth/token/revoke-self", Map.of(), token.text),
              token);
      case 12 ->
          revoke(
              node,
              door.request(Operation.UPDATE, "auth/token/revoke", Map.of("token", text), ROOT),
              token);
      case 13 ->
          use(
              node,
              door.request(Operation.UPDATE, "auth/token/renew-self", Map.of(), token.text),
              token);
      case 14 ->
          use(node, door.request(Operation.UPDATE, "kv/used", Map.of("v", "x"), token.text), token);
      default ->
          use(
              node,
              door.request(Operation.READ, "auth/token/lookup-self", Map.of(), token.text),
              token);
    }
    return "token " + drawn;
  }

  private void create(SimulatedNode node, int uses) {
    Ledger.KnownToken parent =
        ledger.tokens().isEmpty() || uses > 0 || random.nextBoolean()
            ? null
            : ledger.tokens().get(random.nextInt(ledger.tokens().size()));
    boolean limited = parent != null && parent.uses > 0;
    Ledger.KnownToken from = limited ? null : parent;
    Map<String, Object> data = new HashMap<>();
    data.put("num_uses", String.valueOf(uses));
    data.put("policies", List.of("root"));
    if (random.nextInt(4) == 0) {
      data.put("ttl", "10m");
    }
    door.write(
        node,
        door.request(Operation.UPDATE, "auth/token/create", data, from == null ? ROOT : from.text),
        head -> {},
        new Watched.Told() {
          @Override
          public void durable(Resolution resolution, long sequence) {
            AuthBlock auth = resolution.decision().response().auth();
            if (resolution.decision().refusal() == null && auth != null) {
              ledger.add(new Ledger.KnownToken(auth.clientToken(), uses, from));
            }
          }
        });
  }

  private void revoke(SimulatedNode node, Request request, Ledger.KnownToken token) {
    door.write(
        node,
        request,
        head -> {},
        new Watched.Told() {
          @Override
          public void durable(Resolution resolution, long sequence) {
            if (resolution.decision().refusal() == null) {
              token.revokedBy(sequence);
            }
          }
        });
  }

  private void use(SimulatedNode node, Request request, Ledger.KnownToken token) {
    door.write(
        node,
        request,
        head -> {},
        new Watched.Told() {
          @Override
          public void durable(Resolution resolution, long sequence) {
            boolean let = resolution.decision().refusal() == null;
            if (let && token.uses > 0) {
              token.used();
            }
            if (let && token.revoked() < sequence) {
              throw new AssertionError("a revoked token did something");
            }
          }
        });
  }

  private String lease(SimulatedNode node, int drawn) {
    List<Lease> known = new ArrayList<>(book.in(LeaseState.ACTIVE));
    known.addAll(book.in(LeaseState.INTENDED));
    known.addAll(book.in(LeaseState.REVOKING));
    known.sort(Comparator.comparing(Lease::id));
    if (drawn < 21 || known.isEmpty()) {
      List<Ledger.KnownToken> unlimited =
          ledger.tokens().stream().filter(each -> each.uses == 0).toList();
      SecretBytes token =
          unlimited.isEmpty() || random.nextBoolean()
              ? ROOT
              : unlimited.get(random.nextInt(unlimited.size())).text;
      door.errand(node, door.request(Operation.READ, "database/creds/role", Map.of(), token));
      return "creds";
    }
    String id = known.get(random.nextInt(known.size())).id();
    if (drawn == 21) {
      door.errand(
          node, door.request(Operation.UPDATE, "sys/leases/renew", Map.of("lease_id", id), ROOT));
      return "renew " + id;
    }
    Map<String, Object> data = Map.of("lease_id", id, "sync", random.nextBoolean());
    door.errand(node, door.request(Operation.UPDATE, "sys/leases/revoke", data, ROOT));
    return "revoke " + id;
  }
}
