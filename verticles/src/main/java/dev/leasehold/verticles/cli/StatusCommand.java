package dev.leasehold.verticles.cli;

import picocli.CommandLine.Command;

/// Shows whether the server is sealed. Exit codes: 0 unsealed, 1 an error, 2 sealed.
@Command(name = "status", description = "Show whether the server is sealed.")
final class StatusCommand extends FormattedCommand {
  @Override
  int run() {
    if (!arguments().isEmpty()) {
      arguments(0);
    }
    ApiClient client = new ApiClient(client().connection().inRootNamespace());
    Json.Members status;
    try {
      status = client.bare(ApiCall.of("GET", "sys/seal-status"));
    } catch (RequestFailed failed) {
      throw CommandFailed.usage("Error checking seal status: " + failed.getMessage());
    }
    int code = SealStatus.print(printer(), client, status);
    return status.flag("sealed") ? 2 : code;
  }
}
