package dev.leasehold.verticles;

import java.util.stream.Stream;

/// The simulator of Astra's DevOps API as a program of its own: the command `astra-simulator` with
/// these arguments.
public final class AstraSimulatorMain {
  private AstraSimulatorMain() {}

  public static void main(String[] arguments) {
    Main.main(
        Stream.concat(Stream.of("astra-simulator"), Stream.of(arguments)).toArray(String[]::new));
  }
}
