package dev.leasehold.verticles.outbound.cassandra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.verticles.outbound.cassandra.CassandraHosts.Host;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CassandraHostsTest {

  @Test
  void each_host_may_have_a_port_of_its_own() {
    assertEquals(
        List.of(
            new Host("a.example", 9042),
            new Host("10.0.0.1", 9142),
            new Host("::1", 9042),
            new Host("::2", 9043)),
        CassandraHosts.parse("a.example, 10.0.0.1:9142,::1,[::2]:9043", 9042).hosts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " , ", "a:0", "a:70000", ":9042"})
  void what_is_no_host_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> CassandraHosts.parse(text, 9042));
  }
}
