package dev.leasehold.verticles.cli;

import dev.leasehold.crypto.tls.ClientTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/// The files that say whom a client trusts and who it is; an empty name is a file not given.
///
/// @param authorities a PEM file, which beats the folder
/// @param folder a folder of PEM files
record TlsFiles(String authorities, String folder, String certificate, String key) {
  /// A file that cannot be read, or files that do not fit together.
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    Unfit(String reason) {
      super(reason);
    }
  }

  /// Reads the files and says how `https` is spoken.
  ///
  /// What is in them is looked at when it is needed.
  Tls tls(boolean trustAnyone, String serverName) throws Unfit {
    if (certificate.isEmpty() != key.isEmpty()) {
      throw new Unfit("both client cert and client key must be provided");
    }
    try {
      byte[] chain = certificate.isEmpty() ? new byte[0] : KeyValues.file(certificate);
      byte[] secret = key.isEmpty() ? new byte[0] : KeyValues.file(key);
      List<byte[]> roots = roots();
      return new Tls(
          () -> context(trustAnyone, roots, chain, secret), serverName, trustAnyone, curl());
    } catch (IOException e) {
      throw new Unfit(String.valueOf(e.getMessage()));
    }
  }

  private static SSLContext context(
      boolean trustAnyone, List<byte[]> roots, byte[] chain, byte[] secret) {
    try {
      return ClientTls.context(trustAnyone, roots, chain, secret);
    } catch (IllegalArgumentException e) {
      throw CommandFailed.answered("failed to setup TLS config: " + e.getMessage());
    }
  }

  private List<byte[]> roots() throws IOException {
    if (!authorities.isEmpty()) {
      try {
        return List.of(KeyValues.file(authorities));
      } catch (IOException e) {
        throw new IOException("Error loading CA File: " + e.getMessage(), e);
      }
    }
    List<byte[]> roots = new ArrayList<>();
    if (!folder.isEmpty()) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
          roots.add(Files.readAllBytes(path));
        }
      }
    }
    return roots;
  }

  private List<String> curl() {
    List<String> flags = new ArrayList<>();
    add(flags, "--cacert", authorities);
    add(flags, "--capath", folder);
    add(flags, "--cert", certificate);
    add(flags, "--key", key);
    return List.copyOf(flags);
  }

  private static void add(List<String> flags, String name, String file) {
    if (!file.isEmpty()) {
      flags.add(name);
      flags.add(file);
    }
  }
}
