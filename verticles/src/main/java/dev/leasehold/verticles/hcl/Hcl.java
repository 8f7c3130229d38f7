package dev.leasehold.verticles.hcl;

/// The way in: reads a text as JSON if it starts with a brace, else as native HCL.
///
/// ```text
/// path "secret/*" { … }    {"path": {"secret/*": { … }}}    both give keys [path, secret/*]
/// ```
public final class Hcl {
  /// Lists and bodies within each other. Hand-written texts reach six; more would cost stack.
  public static final int MAX_DEPTH = 64;

  /// Characters of a text. The longest policies seen are a tenth of it.
  public static final int MAX_CHARACTERS = 1 << 20;

  private Hcl() {}

  /// Reads a whole text. Throws `HclError` at the first thing that is wrong.
  public static HclValue.Body parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new HclError(new Position(1, 1), "longer than " + MAX_CHARACTERS + " characters");
    }
    String normalised = text.replace("\r\n", "\n");
    return normalised.stripLeading().startsWith("{")
        ? new JsonReader(normalised).readFile()
        : new HclReader(normalised).readFile();
  }
}
