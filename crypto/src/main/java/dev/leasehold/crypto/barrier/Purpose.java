package dev.leasehold.crypto.barrier;

import java.nio.charset.StandardCharsets;

/// What a subkey is for. The text goes into its derivation and is fixed for ever; what was sealed
/// for one purpose does not open for another.
public enum Purpose {
  JOURNAL("journal"),
  AUDIT("audit"),
  ROW("row"),
  SNAPSHOT("snapshot"),
  SEAL("seal"),
  BATCH_TOKEN("batch-token");

  private final String text;

  Purpose(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
