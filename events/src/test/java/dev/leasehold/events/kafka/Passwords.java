package dev.leasehold.events.kafka;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Passwords for brokers in tests: each another one, and none a secret.
final class Passwords implements Supplier<String> {

  private static final AtomicInteger COUNT = new AtomicInteger();

  @Override
  public String get() {
    return "canary%026d".formatted(COUNT.incrementAndGet());
  }
}
