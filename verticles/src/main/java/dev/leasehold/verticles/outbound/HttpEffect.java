package dev.leasehold.verticles.outbound;

import java.time.Duration;

/// A talk with one HTTP server: a question, and others that follow from its answers. It asks and
/// changes nothing that we would have to undo, so it needs no intent.
///
/// No redirect is followed and no other server is asked, whatever the answers say.
public record HttpEffect(HttpServer server, String target, HttpStep.Ask first, Duration timeout)
    implements Effect {

  @Override
  public boolean revoking() {
    return false;
  }
}
