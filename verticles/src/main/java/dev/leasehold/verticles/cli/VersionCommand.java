package dev.leasehold.verticles.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Shows the version of this program and of the API that it speaks.
@Command(name = "version", description = "Show the version.")
final class VersionCommand implements Callable<Integer> {
  /// The release of Vault whose API and command line this program has, first, since scripts read
  /// the second word; and the release of its own.
  static final String VERSION = "Vault v1.14.9 (Leasehold v0.1.0)";

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    ((Leasehold) spec.root().userObject()).terminal().out().println(VERSION);
    return 0;
  }
}
