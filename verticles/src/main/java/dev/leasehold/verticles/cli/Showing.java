package dev.leasehold.verticles.cli;

/// What a person wants to see of the request that a command makes.
enum Showing {
  /// The answer: the request is sent.
  ANSWER,
  /// A `curl` command that would send it.
  CURL,
  /// A policy that would allow it.
  POLICY
}
