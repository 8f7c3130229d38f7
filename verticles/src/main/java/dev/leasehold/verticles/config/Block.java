package dev.leasehold.verticles.config;

import dev.leasehold.verticles.hcl.HclItem;
import dev.leasehold.verticles.hcl.HclValue;
import dev.leasehold.verticles.hcl.Position;
import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.Undecodable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The inside of a file or of one of its blocks: gives settings by name and type. For one thread.
///
/// What is missing, or given as an empty text, is null. What has the wrong type, or is set twice,
/// is a [ConfigError] with its place.
final class Block {
  private final Path file;
  private final Position at;
  private final List<HclItem> items;
  private final Consumer<String> warnings;

  Block(Path file, HclValue.Body body, Consumer<String> warnings) {
    this.file = file;
    this.at = body.at();
    this.items = body.items();
    this.warnings = warnings;
  }

  Path file() {
    return file;
  }

  /// A block within this one.
  Block within(HclItem item) {
    if (item.value() instanceof HclValue.Body body) {
      return new Block(file, new HclValue.Body(body.items(), item.at()), warnings);
    }
    throw error(item.at(), item.key() + " must be a block");
  }

  List<HclItem> all(String name) {
    return items.stream().filter(item -> item.key().equals(name)).toList();
  }

  @Nullable HclItem one(String name) {
    List<HclItem> found = all(name);
    if (found.size() > 1) {
      throw error(found.get(1).at(), name + " is set twice");
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  @Nullable String text(String name) {
    HclItem item = one(name);
    if (item == null) {
      return null;
    }
    String text =
        switch (item.value()) {
          case HclValue.Text(String given, Position _) -> given;
          case HclValue.Whole(long _, String written, Position _) -> written;
          case HclValue.Fraction _, HclValue.Flag _, HclValue.Listing _, HclValue.Body _ ->
              throw error(item.at(), name + " must be a text");
        };
    return text.isEmpty() ? null : text;
  }

  String text(String name, String otherwise) {
    String given = text(name);
    return given == null ? otherwise : given;
  }

  String required(String name) {
    String given = text(name);
    if (given == null) {
      throw error(at, name + " is missing");
    }
    return given;
  }

  /// A text, or a list of texts joined by commas.
  @Nullable String texts(String name) {
    HclItem item = one(name);
    return item == null || !(item.value() instanceof HclValue.Listing)
        ? text(name)
        : String.join(",", list(name));
  }

  /// A list of texts, each once; empty where it is missing.
  List<String> list(String name) {
    HclItem item = one(name);
    if (item == null) {
      return List.of();
    }
    if (!(item.value() instanceof HclValue.Listing list)) {
      throw error(item.at(), name + " must be a list of texts");
    }
    Set<String> texts = new LinkedHashSet<>();
    for (HclValue each : list.values()) {
      if (!(each instanceof HclValue.Text text)) {
        throw error(each.at(), name + " must be a list of texts");
      }
      texts.add(text.text());
    }
    return List.copyOf(texts);
  }

  /// As Vault takes them: `true`, `"true"`, `1` and `"1"`, and their opposites.
  boolean flag(String name) {
    HclItem item = one(name);
    return switch (item == null ? null : item.value()) {
      case null -> false;
      case HclValue.Flag(boolean on, Position _) -> on;
      case HclValue.Text(String text, Position _) when text.matches("true|1") -> true;
      case HclValue.Text(String text, Position _) when text.matches("false|0|") -> false;
      case HclValue.Whole(long number, String _, Position _) when number >> 1 == 0 -> number == 1;
      case HclValue.Text _,
          HclValue.Whole _,
          HclValue.Fraction _,
          HclValue.Listing _,
          HclValue.Body _ ->
          throw error(place(name), name + " must be true or false");
    };
  }

  int whole(String name, int otherwise, int least, int most) {
    String given = text(name);
    if (given == null) {
      return otherwise;
    }
    int number = given.matches("\\d{1,9}") ? Integer.parseInt(given) : -1;
    if (number < least || number > most) {
      throw error(
          place(name), "%s must be a whole number from %d to %d".formatted(name, least, most));
    }
    return number;
  }

  /// A duration, of which zero is as good as none.
  Duration duration(String name, Duration otherwise) {
    Duration given = durationOrZero(name, otherwise);
    return given.isZero() ? otherwise : given;
  }

  Duration durationOrZero(String name, Duration otherwise) {
    String given = text(name);
    if (given == null) {
      return otherwise;
    }
    try {
      Duration duration = DurationText.read(given);
      if (duration.isNegative()) {
        throw error(place(name), name + " must not be negative");
      }
      return duration;
    } catch (Undecodable | NumberFormatException e) {
      throw error(place(name), name + " is no duration");
    }
  }

  /// Refuses the first setting whose name is in neither set, and warns of each in the second one:
  /// those mean nothing here. To be called first, since a setting that is missing may be there
  /// under a misspelt name.
  void only(Set<String> names, Set<String> ignored) {
    for (HclItem item : items) {
      if (!names.contains(item.key()) && !ignored.contains(item.key())) {
        throw error(item.at(), "unknown setting " + item.key());
      }
    }
    Set<String> warned = new HashSet<>();
    for (HclItem item : items) {
      if (ignored.contains(item.key()) && warned.add(item.key())) {
        warn(item.at(), item.key() + " has no effect here");
      }
    }
  }

  boolean has(String name) {
    return !all(name).isEmpty();
  }

  Position place(String name) {
    HclItem item = one(name);
    return item == null ? at : item.at();
  }

  void warn(Position place, String text) {
    warnings.accept(file + ":" + place + ": " + text);
  }

  ConfigError error(Position place, String text) {
    return new ConfigError(file, place, text);
  }

  /// The error that this block lacks something.
  ConfigError error(String text) {
    return new ConfigError(file, at, text);
  }
}
