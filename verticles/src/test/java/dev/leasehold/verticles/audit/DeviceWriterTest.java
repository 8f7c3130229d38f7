package dev.leasehold.verticles.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A device that fails or hangs says so, and never keeps anybody waiting.
@Timeout(60)
class DeviceWriterTest {
  private final BlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();
  private final AtomicLong nanos = new AtomicLong();
  @TempDir private Path folder;

  @Test
  void a_fifo_without_reader_fails_at_once_when_it_hangs() throws Exception {
    Path fifo = folder.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    try (DeviceWriter device = device(() -> new FileOutputStream(fifo.toFile()))) {
      write(device, "a");
      // Until the thread has taken the line and hangs, more lines just wait.
      while (answers.isEmpty()) {
        nanos.addAndGet(DeviceWriter.HANGING.toNanos());
        write(device, "b");
        Thread.onSpinWait();
      }
      assertFalse(answers.take());
    } finally {
      letGo(fifo);
    }
  }

  @Test
  void a_full_queue_fails_at_once() throws Exception {
    Path fifo = folder.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    try (DeviceWriter device = device(() -> new FileOutputStream(fifo.toFile()))) {
      for (int i = 0; i < 2 * DeviceWriter.MAX_QUEUED; i++) {
        write(device, "a");
      }
      assertFalse(answers.take());
    } finally {
      letGo(fifo);
    }
  }

  @Test
  void a_full_disk_fails_each_line() throws Exception {
    try (DeviceWriter device = device(() -> new FileOutputStream("/dev/full"))) {
      write(device, "a");
      assertFalse(answer());
      write(device, "b");
      assertFalse(answer());
    }
  }

  @Test
  void a_failed_line_is_tried_once_more_on_a_line_of_its_own() throws Exception {
    Path file = folder.resolve("audit");
    List<DeviceWriter.Opening> openings =
        new java.util.ArrayList<>(
            List.of(() -> new FileOutputStream("/dev/full"), () -> appending(file)));
    try (DeviceWriter device = device(() -> openings.removeFirst().open())) {
      write(device, "a\n");
      assertTrue(answer());
    }
    assertEquals("\na\n", Files.readString(file));
  }

  @Test
  void after_a_reopen_lines_go_to_the_new_file() throws Exception {
    Path file = folder.resolve("audit");
    try (DeviceWriter device = device(() -> appending(file))) {
      write(device, "a\n");
      assertTrue(answer());
      Files.move(file, folder.resolve("audit.1"));
      device.reopen();
      write(device, "b\n");
      assertTrue(answer());
    }
    assertEquals("a\n", Files.readString(folder.resolve("audit.1")));
    assertEquals("b\n", Files.readString(file));
  }

  @Test
  void a_closed_device_fails() throws Exception {
    DeviceWriter device = device(() -> appending(folder.resolve("audit")));
    device.close();
    write(device, "a");
    assertFalse(answer());
  }

  /// Ends the thread that waits in open(2) for a reader; opening for both never waits.
  private static void letGo(Path fifo) throws IOException {
    new RandomAccessFile(fifo.toFile(), "rw").close();
  }

  private DeviceWriter device(DeviceWriter.Opening opening) {
    return new DeviceWriter("test", opening, nanos::get);
  }

  private void write(DeviceWriter device, String lines) {
    device.write(lines.getBytes(StandardCharsets.UTF_8), answers::add);
  }

  private boolean answer() throws InterruptedException {
    return Boolean.TRUE.equals(answers.poll(30, TimeUnit.SECONDS));
  }

  private static FileOutputStream appending(Path file) throws IOException {
    return new FileOutputStream(file.toFile(), true);
  }
}
