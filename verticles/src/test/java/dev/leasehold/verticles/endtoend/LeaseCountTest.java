package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Many who ask at once for the last places of a lease count quota.
class LeaseCountTest {
  private static final int PLACES = 5;
  private static final int ASKING = 32;

  @Test
  void no_more_tokens_are_made_at_once_than_there_are_places() throws Exception {
    try (Running server = Running.inMemory();
        ExecutorService threads = Executors.newFixedThreadPool(ASKING)) {
      Client client = server.client();
      client.done(
          "sys/quotas/lease-count/tokens", Map.of("path", "auth/token", "max_leases", PLACES));
      Callable<Integer> ask =
          () ->
              client.post("auth/token/create", Map.of("ttl", "1h", "policies", "default")).status();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> asked : threads.invokeAll(java.util.Collections.nCopies(ASKING, ask))) {
        statuses.add(asked.get());
      }

      assertEquals(PLACES, statuses.stream().filter(status -> status == 200).count());
      assertEquals(ASKING - PLACES, statuses.stream().filter(status -> status == 429).count());
      assertEquals(
          PLACES, client.get("sys/quotas/lease-count/tokens").body().at("/data/counter").asInt());

      List<String> figures = figures(client).lines().toList();
      assertTrue(figures.contains("vault_quota_lease_count_max{name=\"tokens\"} 5.0"));
      assertTrue(figures.contains("vault_quota_lease_count_counter{name=\"tokens\"} 5.0"));
      assertTrue(figures.contains("vault_quota_lease_count_violation 27.0"));
    }
  }

  private static String figures(Client client) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + client.port() + "/v1/sys/metrics?format=prometheus"))
            .header("X-Vault-Token", client.token())
            .build();
    return client.http().send(request, BodyHandlers.ofString()).body();
  }
}
