package dev.leasehold.verticles.engine.database;

/// A user name template that cannot be read or applied; the text is for the client.
final class TemplateError extends RuntimeException {
  private static final long serialVersionUID = 1;

  TemplateError(String message) {
    super(message, null, false, false);
  }

  /// What is wrong with how a template is written, in the words of Go's parser.
  static TemplateError parse(String problem) {
    return new TemplateError("unable to parse template: template: template:1: " + problem);
  }

  /// What went wrong while it was applied.
  static TemplateError apply(String problem) {
    return new TemplateError("unable to apply template: template: template:1: " + problem);
  }

  @Override
  public String getMessage() {
    String text = super.getMessage();
    return text == null ? "" : text;
  }
}
