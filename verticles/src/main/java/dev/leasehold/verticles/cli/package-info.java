/// The command line: picocli commands that are a client of our own HTTP API, with the grammar, the
/// output and the exit codes of the `vault` command. A command knows requests and how people read
/// the answers; it knows nothing of the server beside it. One process runs one command on one
/// thread and ends, so its strings live as long as the command. To start: `Leasehold` (all
/// commands), `ClientCommand` (what they share), `ApiClient` (what goes over the wire).
@NullMarked
package dev.leasehold.verticles.cli;

import org.jspecify.annotations.NullMarked;
