package dev.leasehold.verticles.hcl;

/// A comment as it was written, without the line end behind it, and the lines that it stands on.
record Comment(String text, int line, int endLine) {}
