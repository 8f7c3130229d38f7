package dev.leasehold.verticles.writer;

import dev.leasehold.projections.table.View;
import java.time.Instant;

/// A decision to be made in the writer room: a pure function of head and the time.
@FunctionalInterface
public interface Work {
  Resolution decide(View head, Instant now);
}
