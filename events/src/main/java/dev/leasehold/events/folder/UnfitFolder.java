package dev.leasehold.events.folder;

import java.nio.file.Path;

/// A folder cannot hold our data: others own or may read it, or it cannot be made or used. The
/// message names the folder and what to do.
public final class UnfitFolder extends RuntimeException {

  /// Names the folder and what is wrong with it.
  public UnfitFolder(Path folder, String why) {
    super("folder " + folder + " " + why);
  }

  /// Names the folder, what is wrong with it, and the error that showed it.
  public UnfitFolder(Path folder, String why, Throwable cause) {
    super("folder " + folder + " " + why, cause);
  }
}
