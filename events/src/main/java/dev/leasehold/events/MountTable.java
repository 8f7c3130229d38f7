package dev.leasehold.events;

/// Which of the two tables a mount stands in: engines that keep or make secrets, or methods by
/// which clients log in (whose paths begin with `auth/`).
public enum MountTable {
  SECRET,
  AUTH
}
