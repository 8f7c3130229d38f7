package dev.leasehold.verticles.cli;

import dev.leasehold.verticles.hcl.HclError;
import dev.leasehold.verticles.hcl.HclFormat;
import dev.leasehold.verticles.policy.PolicyError;
import dev.leasehold.verticles.policy.PolicyParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/// Writes a policy file anew in the form that all have: `policy fmt FILE`. It asks no server.
@Command(name = "fmt", description = "Format a policy file.")
final class PolicyFmtCommand extends ClientCommand {
  @Override
  int run() {
    String typed = argument().strip();
    String file = typed.startsWith("~/") ? terminal().home() + typed.substring(1) : typed;
    String text;
    try {
      text = new String(KeyValues.file(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw CommandFailed.usage("Error reading source file: " + e.getMessage());
    }
    String formatted;
    try {
      PolicyParser.parse("", text);
      formatted = HclFormat.format(text);
    } catch (PolicyError e) {
      throw CommandFailed.usage(String.valueOf(e.getMessage()));
    } catch (HclError e) {
      throw CommandFailed.usage("Error printing result: " + e.getMessage());
    }
    try {
      Files.writeString(Path.of(file), formatted);
    } catch (IOException e) {
      throw CommandFailed.usage("Error writing result: " + e.getMessage());
    }
    printer().line("Success! Formatted policy: " + file);
    return 0;
  }
}
