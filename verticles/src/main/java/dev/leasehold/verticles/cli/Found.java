package dev.leasehold.verticles.cli;

import org.jspecify.annotations.Nullable;

/// What a request found: an answer, or nothing where the server had nothing to say.
record Found(@Nullable Answer answer) {
  static Found of(@Nullable Answer answer) {
    return new Found(answer);
  }
}
