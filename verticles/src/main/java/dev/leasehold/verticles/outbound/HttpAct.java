package dev.leasehold.verticles.outbound;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A talk with one HTTP server that changes something there: as [HttpEffect], but it tells apart
/// what was not done for certain from what nobody can know.
///
/// Nothing that changes anything is sent after the deadline, nor once the time is up. A connection
/// that was not had is a refusal; one that broke after something was sent that may have changed
/// anything is an unknown outcome, as is no answer in time. A server that says for how long it
/// wants to be left alone is left alone, by all acts on this target.
///
/// @param deadline null for none
/// @param largestAnswer in bytes; a larger answer is cut off
public record HttpAct(
    HttpServer server,
    String target,
    HttpStep.Ask first,
    @Nullable Instant deadline,
    Duration timeout,
    boolean revoking,
    int largestAnswer)
    implements Effect {}
