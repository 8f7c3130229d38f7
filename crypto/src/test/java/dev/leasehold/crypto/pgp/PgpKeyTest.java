package dev.leasehold.crypto.pgp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.bc.BcPGPSecretKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.junit.jupiter.api.Test;

/// Against a key that GnuPG made.
class PgpKeyTest {
  private static final String SECRET = "6368616e676520746869732070617373776f7264";

  private final SeededEntropy entropy = new SeededEntropy(1);

  private static byte[] resource(String name) throws IOException {
    try (InputStream file = PgpKeyTest.class.getResourceAsStream("/pgp/" + name)) {
      assertNotNull(file, name);
      return Base64.getMimeDecoder().decode(file.readAllBytes());
    }
  }

  @Test
  void its_fingerprint_is_that_of_the_primary_key() throws Exception {
    assertEquals(
        "ebf249cfdf85f0844e71698305f0b36762eb2e71",
        PgpKey.read(resource("public.txt")).fingerprint());
  }

  @Test
  void what_is_encrypted_is_read_by_who_holds_the_private_key() throws Exception {
    PgpKey key = PgpKey.read(resource("public.txt"));
    byte[] message = key.encrypt(SecretBytes.ofUtf8(SECRET), entropy);
    assertArrayEquals(SECRET.getBytes(StandardCharsets.UTF_8), decrypted(message));
  }

  @Test
  void two_messages_of_one_secret_differ() throws Exception {
    PgpKey key = PgpKey.read(resource("public.txt"));
    byte[] one = key.encrypt(SecretBytes.ofUtf8(SECRET), entropy);
    byte[] other = key.encrypt(SecretBytes.ofUtf8(SECRET), entropy);
    assertTrue(!Arrays.equals(one, other));
  }

  @Test
  void what_is_no_key_is_refused_in_words() {
    assertEquals("EOF", refusal(new byte[0]));
    assertEquals(
        "openpgp: invalid data: tag byte does not have MSB set",
        refusal("hello".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void nothing_that_a_stranger_sends_is_more_than_refused() throws Exception {
    Random random = new Random(5);
    byte[] key = resource("public.txt");
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = Arrays.copyOf(key, random.nextInt(key.length));
      for (int j = random.nextInt(4); j > 0 && damaged.length > 0; j--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      }
      try {
        PgpKey.read(damaged).encrypt(SecretBytes.ofUtf8(SECRET), entropy);
      } catch (UnfitPgpKey | IllegalStateException refused) {
        // Either is an answer; anything else fails the test.
      }
    }
  }

  private static String refusal(byte[] bytes) {
    return String.valueOf(assertThrows(UnfitPgpKey.class, () -> PgpKey.read(bytes)).getMessage());
  }

  @SuppressWarnings("deprecation") // the newer constructor takes the same key with more words
  private static byte[] decrypted(byte[] message) throws IOException, PGPException {
    PGPEncryptedDataList list = (PGPEncryptedDataList) new BcPGPObjectFactory(message).nextObject();
    PGPPublicKeyEncryptedData data = (PGPPublicKeyEncryptedData) list.get(0);
    BcPGPSecretKeyRing ring = new BcPGPSecretKeyRing(resource("secret.txt"));
    PGPSecretKey secret = ring.getSecretKey(data.getKeyIdentifier().getKeyId());
    try (InputStream clear =
        data.getDataStream(new BcPublicKeyDataDecryptorFactory(secret.extractPrivateKey(null)))) {
      PGPLiteralData literal = (PGPLiteralData) new BcPGPObjectFactory(clear).nextObject();
      byte[] content = literal.getInputStream().readAllBytes();
      clear.readAllBytes();
      assertTrue(data.verify(), "the integrity of the message");
      return content;
    }
  }
}
