package dev.leasehold.verticles.request;

/// A number of a JSON text, kept as it was written: `1.50`, `1e3` and 23 digits come back as sent.
public final class JsonNumber extends Number {
  private static final long serialVersionUID = 1;

  private final String text;

  /// Takes the text of a valid JSON number.
  public JsonNumber(String text) {
    this.text = text;
  }

  /// The number as it was written.
  public String text() {
    return text;
  }

  @Override
  public int intValue() {
    return (int) longValue();
  }

  @Override
  public long longValue() {
    return new java.math.BigDecimal(text).longValue();
  }

  @Override
  public float floatValue() {
    return (float) doubleValue();
  }

  @Override
  public double doubleValue() {
    return Double.parseDouble(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonNumber number && number.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
