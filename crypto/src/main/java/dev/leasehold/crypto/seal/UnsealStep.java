package dev.leasehold.crypto.seal;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.SecretBytes;

/// What came of handing in a share.
public sealed interface UnsealStep {
  /// It cannot be a share at all, whatever its bytes; the text is for the client. Nothing changed.
  record Refused(String text) implements UnsealStep {}

  /// It is none of the shares that were given out. Nothing changed.
  record WrongShare() implements UnsealStep {}

  /// It has been handed in before. Nothing changed.
  record Duplicate() implements UnsealStep {}

  /// It is counted; more are needed.
  record Counted() implements UnsealStep {}

  /// There were enough shares, each of them right, but they open nothing: the wrap or the keyring
  /// was damaged. The ceremony begins again.
  record WrongKey() implements UnsealStep {}

  /// There were enough shares. The newest generation that they open, its root key and its keyring;
  /// whoever gets this owns both keys. The ceremony is over.
  record Opened(Generation generation, SecretBytes rootKey, Keyring keyring)
      implements UnsealStep {}
}
