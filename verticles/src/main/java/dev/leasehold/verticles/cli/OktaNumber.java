package dev.leasehold.verticles.cli;

import java.time.Duration;
import java.util.Map;

/// Looks for the number that a person must tap in Okta's app while the login waits for it, and
/// shows it once. It asks on a thread of its own, which shows nothing more when it is closed.
final class OktaNumber implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private static final String ANSWER = "correct_answer";

  private final Terminal terminal;
  private final ApiClient client;
  private final String path;
  private final Thread thread;
  private volatile boolean asking;
  private volatile boolean closed;

  private OktaNumber(Terminal terminal, ApiClient client, String path) {
    this.terminal = terminal;
    this.client = client;
    this.path = path;
    this.thread = Thread.ofVirtual().unstarted(this::look);
  }

  /// Starts to look at an API path.
  static OktaNumber showing(Terminal terminal, ApiClient client, String path) {
    OktaNumber number = new OktaNumber(terminal, client, path);
    if (client.connection().showing() == Showing.ANSWER) {
      number.thread.start();
    }
    return number;
  }

  private void look() {
    boolean over = false;
    while (!over) {
      asking = false;
      terminal.pause().accept(BETWEEN_LOOKS);
      asking = true;
      over = closed || isShown();
    }
  }

  private boolean isShown() {
    try {
      Answer answer = client.read(path, Map.of());
      if (answer == null || answer.data() == null) {
        return false;
      }
      String number = Long.toString(answer.data().number(ANSWER));
      terminal.err().println("In Okta Verify, tap the number " + GoText.quote(number));
      return true;
    } catch (RequestFailed failed) {
      // The login itself tells what is wrong.
      return false;
    }
  }

  /// Ends the looking; what is about to be shown is shown first.
  @Override
  public void close() {
    closed = true;
    if (asking) {
      try {
        thread.join(BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
