package dev.leasehold.verticles.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Changes what is at a path in the named parts: `patch [-force] PATH [K=V...]`.
@Command(name = "patch", description = "Change some of the data at a path.")
final class PatchCommand extends FormattedCommand {
  @Option(names = "-field", description = "Print only this field of the answer.")
  private String field = "";

  @Option(
      names = {"-force", "-f"},
      description = "Send it without data.")
  private boolean force;

  @Override
  int run() {
    WriteCommand.checkData(this, force);
    String path = GoPath.sanitize(arguments().getFirst());
    List<String> pairs = arguments().subList(1, arguments().size());
    Json body = WriteCommand.body(this, pairs);
    ApiClient client = client();
    return WriteCommand.show(this, client, path, field, () -> Found.of(client.patch(path, body)));
  }
}
