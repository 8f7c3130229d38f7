package dev.leasehold.verticles.engine.identity.oidc;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Where people may be sent back to.
class RedirectsTest {
  private static final List<String> REGISTERED =
      List.of("https://app.example/cb", "http://127.0.0.1:8000/cb?x=1", "http://[::1]/cb");

  @Test
  void what_is_registered_is_allowed_to_the_letter() {
    assertTrue(Redirects.allowed("https://app.example/cb", REGISTERED));
    for (String other :
        List.of(
            "https://app.example/cb/",
            "https://app.example/cb?x",
            "https://app.example/cb#x",
            "https://app.example:444/cb",
            "https://APP.example/cb",
            "http://app.example/cb",
            "https://app.example.evil/cb",
            "https://app.example@evil/cb",
            "https://evil/?https://app.example/cb",
            "javascript:alert(1)",
            "https://app.example/cb ",
            "%",
            "")) {
      assertFalse(Redirects.allowed(other, REGISTERED), other);
    }
  }

  @Test
  void on_loopback_the_port_does_not_count_and_the_rest_does() {
    assertTrue(Redirects.allowed("http://127.0.0.1:8000/cb?x=1", REGISTERED));
    assertTrue(Redirects.allowed("http://127.0.0.1:9/cb?x=1", REGISTERED));
    assertTrue(Redirects.allowed("http://127.0.0.1/cb?x=1", REGISTERED));
    assertTrue(Redirects.allowed("http://[::1]:7/cb", REGISTERED));
    for (String other :
        List.of(
            "https://127.0.0.1:8000/cb?x=1",
            "http://127.0.0.1:8000/cb?x=2",
            "http://127.0.0.1:8000/cb",
            "http://127.0.0.1:8000/other?x=1",
            "http://u@127.0.0.1:8000/cb?x=1",
            "http://localhost:8000/cb?x=1",
            "http://127.0.0.2:8000/cb?x=1")) {
      assertFalse(Redirects.allowed(other, REGISTERED), other);
    }
  }
}
