package dev.leasehold.verticles.config;

import dev.leasehold.verticles.hcl.HclItem;
import java.nio.file.Path;
import java.util.Set;

/// Reads one `storage "…" { … }`, or `backend "…" { … }` as it was once called.
final class StorageBlock {
  private StorageBlock() {}

  static StorageSettings read(Block file, HclItem item) {
    Block block = file.within(item);
    String type = item.labels().size() == 1 ? item.labels().getFirst() : "no type";
    StorageSettings settings =
        switch (type) {
          case "inmem" -> inMemory(block);
          case "embedded" -> embedded(block);
          case "kafka" -> KafkaBlock.read(block);
          default ->
              throw file.error(
                  item.at(), "storage must be \"embedded\", \"kafka\" or \"inmem\": " + type);
        };
    if (settings instanceof StorageSettings.InMemory) {
      file.warn(item.at(), "storage \"inmem\" keeps nothing: do not use it in production");
    }
    return settings;
  }

  private static StorageSettings inMemory(Block block) {
    block.only(Set.of(), Set.of());
    return new StorageSettings.InMemory();
  }

  private static StorageSettings embedded(Block block) {
    block.only(Set.of("path"), Set.of());
    return new StorageSettings.Embedded(Path.of(block.required("path")));
  }
}
