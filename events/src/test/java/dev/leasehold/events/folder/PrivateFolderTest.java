package dev.leasehold.events.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFolderTest {

  @TempDir Path parent;

  @Test
  void a_missing_folder_is_made_for_its_owner_alone_and_so_are_those_above() throws IOException {
    Path path = parent.resolve("a/b");
    assertEquals(path, PrivateFolder.open(path).path());
    assertEquals("rwx------", rights(path));
    assertEquals("rwx------", rights(parent.resolve("a")));
  }

  @Test
  void it_can_be_opened_again_and_stays_empty() throws IOException {
    PrivateFolder folder = PrivateFolder.open(parent.resolve("data"));
    assertEquals(folder, PrivateFolder.open(folder.path()));
    assertEquals(folder.path().resolve("in"), folder.within("in").path());
    Files.delete(folder.path().resolve("in"));
    try (var left = Files.list(folder.path())) {
      assertEquals(0, left.count());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rwxr-----", "rwx-w----", "rwx--x---", "rwx---r--", "rwx----w-", "rwx-----x"})
  void any_right_of_others_is_refused(String rights) throws IOException {
    Path path = Files.createDirectory(parent.resolve("open"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    UnfitFolder refused = assertThrows(UnfitFolder.class, () -> PrivateFolder.open(path));
    assertTrue(refused.toString().contains(path.toString()));
    assertEquals(rights, rights(path), "only the operator may decide that nothing was read");
  }

  @Test
  void a_link_or_a_file_is_refused() throws IOException {
    Path real = PrivateFolder.open(parent.resolve("real")).path();
    Path link = Files.createSymbolicLink(parent.resolve("link"), real);
    Path file = Files.createFile(parent.resolve("file"));
    assertThrows(UnfitFolder.class, () -> PrivateFolder.open(link));
    assertThrows(UnfitFolder.class, () -> PrivateFolder.open(file));
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
