package dev.leasehold.verticles.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;

/// Classes of the JDK that touch the world or start something. Streams over bytes in memory and the
/// addresses of sockets are values, and are not meant.
final class Effects {
  private static final List<String> PACKAGES =
      List.of(
          "java.net.http.",
          "java.nio.channels.",
          "java.nio.file.",
          "java.util.concurrent.locks.",
          "java.util.logging.",
          "java.sql.");

  private static final Set<String> CLASSES =
      Set.of(
          "java.io.File",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.FileReader",
          "java.io.FileWriter",
          "java.io.RandomAccessFile",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "java.lang.System$Logger",
          "java.lang.Thread",
          "java.net.ServerSocket",
          "java.net.Socket",
          "java.util.Timer",
          "java.util.concurrent.CompletableFuture",
          "java.util.concurrent.Executor",
          "java.util.concurrent.ExecutorService",
          "java.util.concurrent.Executors",
          "java.util.concurrent.ScheduledExecutorService");

  static final DescribedPredicate<JavaClass> DONE =
      DescribedPredicate.describe("touch files, sockets, threads or logs", Effects::is);

  private Effects() {}

  private static boolean is(JavaClass one) {
    return CLASSES.contains(one.getName())
        || PACKAGES.stream().anyMatch(prefix -> one.getName().startsWith(prefix));
  }
}
