package dev.leasehold.crypto.pgp;

import dev.leasehold.crypto.certificate.EntropyRandom;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/// The public OpenPGP key of a person, as a key server gives it without armour (RFC 9580): a
/// primary key that names the person, and mostly another below it to encrypt to. Any thread.
public final class PgpKey {
  private static final Reveal TO_ENCRYPT = Reveal.because("a secret is handed over encrypted");

  /// The first bit of every packet.
  private static final int PACKET = 0x80;

  private static final int BUFFER_BYTES = 1 << 10;

  private final PGPPublicKey primary;
  private final PGPPublicKey target;

  private PgpKey(PGPPublicKey primary, PGPPublicKey target) {
    this.primary = primary;
    this.target = target;
  }

  /// Reads a key in its binary form.
  public static PgpKey read(byte[] bytes) throws UnfitPgpKey {
    if (bytes.length == 0) {
      throw new UnfitPgpKey("EOF");
    }
    if ((bytes[0] & PACKET) == 0) {
      throw new UnfitPgpKey("openpgp: invalid data: tag byte does not have MSB set");
    }
    BcPGPPublicKeyRing ring;
    try {
      ring = new BcPGPPublicKeyRing(bytes);
    } catch (IOException | RuntimeException malformed) {
      // What a stranger sends may break the reader in many ways, and all mean the same.
      throw new UnfitPgpKey("openpgp: invalid data: it cannot be read as a public key");
    }
    PGPPublicKey target = null;
    for (PGPPublicKey key : ring) {
      boolean better = target == null || target.isMasterKey();
      if (better && key.isEncryptionKey() && !key.hasRevocation()) {
        target = key;
      }
    }
    if (target == null) {
      throw new UnfitPgpKey("openpgp: invalid argument: cannot encrypt to this key");
    }
    return new PgpKey(ring.getPublicKey(), target);
  }

  /// The fingerprint of the primary key, in hexadecimal.
  public String fingerprint() {
    return HexFormat.of().formatHex(primary.getFingerprint());
  }

  /// A message that only the holder of the private key can read, which also notices a change.
  public byte[] encrypt(SecretBytes secret, Entropy entropy) {
    byte[] plaintext = secret.reveal(TO_ENCRYPT);
    try {
      return encrypted(plaintext, new EntropyRandom(entropy));
    } catch (IOException | PGPException impossible) {
      throw new IllegalStateException("a PGP key refuses to encrypt", impossible);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  @SuppressWarnings("JavaUtilDate") // what the library asks for
  private byte[] encrypted(byte[] plaintext, EntropyRandom random)
      throws IOException, PGPException {
    PGPEncryptedDataGenerator encrypts =
        new PGPEncryptedDataGenerator(
            new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setWithIntegrityPacket(true)
                .setSecureRandom(random));
    encrypts.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(target).setSecureRandom(random));
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    PGPLiteralDataGenerator literal = new PGPLiteralDataGenerator();
    try (OutputStream sealed = encrypts.open(message, new byte[BUFFER_BYTES]);
        OutputStream content =
            literal.open(sealed, PGPLiteralData.BINARY, "", plaintext.length, new Date(0))) {
      content.write(plaintext);
    }
    return message.toByteArray();
  }
}
