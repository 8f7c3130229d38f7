package dev.leasehold.projections;

import java.time.Instant;

/// Where in the log replay is: the number and time of the commit whose event it looks at.
public record Moment(long sequence, Instant time) {}
