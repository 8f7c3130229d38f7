package dev.leasehold.verticles.cli;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.config.Settings;
import dev.leasehold.verticles.process.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a server for development needs, and what goes when it stops: its folder and the files of
/// its certificate.
///
/// @param folder holds the data
/// @param certificates the files made for TLS, of which the first is the authority's
/// @param rootToken the token that was asked for; null to draw one
record Development(
    TemporaryFolder folder,
    List<Path> certificates,
    Settings settings,
    @Nullable SecretBytes rootToken,
    int kvVersion)
    implements AutoCloseable {

  /// The certificate that clients should trust, or null without TLS.
  @Nullable Path authorityFile() {
    return certificates.isEmpty() ? null : certificates.getFirst();
  }

  @Override
  public void close() {
    try (folder) {
      for (Path file : certificates) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the files of the certificate cannot be removed", e);
    }
  }
}
