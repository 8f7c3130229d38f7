package dev.leasehold.verticles.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.request.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an audit file may be, and how its options read.
class AuditFileTest {
  @TempDir private Path folder;

  @Test
  void a_new_file_is_readable_by_its_owner_alone() throws IOException {
    Path file = folder.resolve("audit");
    open(file, Map.of()).close();
    assertEquals("rw-------", permissions(file));
  }

  @Test
  void a_mode_is_given_to_a_file_that_exists_and_0_leaves_it_as_it_is() throws IOException {
    Path file = folder.resolve("audit");
    Files.createFile(file);
    open(file, Map.of("mode", "0640")).close();
    assertEquals("rw-r-----", permissions(file));
    open(file, Map.of("mode", "0000")).close();
    assertEquals("rw-r-----", permissions(file));
  }

  @Test
  void an_audit_file_is_appended_to() throws IOException {
    Path file = folder.resolve("audit");
    Files.writeString(file, "{\"time\":\"2026\"}\n");
    try (OutputStream out = open(file, Map.of())) {
      out.write('x');
    }
    assertEquals("{\"time\":\"2026\"}\nx", Files.readString(file));
  }

  @Test
  void T9_nothing_but_an_audit_file_is_written_to() throws IOException {
    Path file = folder.resolve("authorized_keys");
    Files.writeString(file, "ssh-rsa");
    refused(file, Map.of());
    Path program = folder.resolve("program");
    Files.createFile(program);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    refused(program, Map.of());
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, folder.resolve("elsewhere"));
    refused(link, Map.of());
    refused(folder, Map.of());
    refused(Path.of("/dev/full"), Map.of());
    refused(folder.resolve("missing").resolve("audit"), Map.of());
    refused(folder.resolve("..").resolve("audit"), Map.of());
    refused(Path.of("audit"), Map.of());
  }

  @Test
  void T9_no_audit_file_lies_in_a_folder_of_ours_not_even_by_a_link() throws IOException {
    Path own = Files.createDirectories(folder.resolve("own/deep"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), own);
    for (Path file : List.of(own.resolve("audit"), link.resolve("audit"))) {
      AuditFile audit =
          new AuditFile(
              FileOptions.read(Map.of("file_path", file.toString())),
              List.of(folder.resolve("own")));
      assertThrows(Refusal.class, audit::open);
    }
  }

  @Test
  void options_are_refused_in_the_words_of_vault() {
    assertEquals("file_path is required", refusal(Map.of()));
    assertEquals("unknown format type \"x\"", refusal(Map.of("path", "/a", "format", "x")));
    assertEquals(
        "strconv.ParseBool: parsing \"x\": invalid syntax",
        refusal(Map.of("path", "/a", "log_raw", "x")));
    assertEquals(
        "strconv.ParseUint: parsing \"9\": invalid syntax",
        refusal(Map.of("path", "/a", "mode", "9")));
  }

  @Test
  void T9_modes_that_allow_execution_and_prefixes_that_mean_something_are_refused() {
    for (String mode : List.of("0700", "0755", "4600", "0601")) {
      assertTrue(refusal(Map.of("path", "/a", "mode", mode)).contains("execution"), mode);
    }
    for (String prefix : List.of("#!/bin/sh", "a\nb", "* * * * * root", "$(x)", "'")) {
      assertTrue(refusal(Map.of("path", "/a", "prefix", prefix)).contains("prefix"), prefix);
    }
  }

  private static String refusal(Map<String, String> options) {
    return assertThrows(Refusal.class, () -> FileOptions.read(options)).errors().getFirst();
  }

  private static OutputStream open(Path file, Map<String, String> more) throws IOException {
    Map<String, String> options = new HashMap<>(more);
    options.put("file_path", file.toString());
    return new AuditFile(FileOptions.read(options), List.of()).open();
  }

  private static void refused(Path file, Map<String, String> more) {
    assertThrows(Refusal.class, () -> open(file, more).close(), file.toString());
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
