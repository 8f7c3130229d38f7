package dev.leasehold.projections;

import dev.leasehold.crypto.barrier.BlindedName;
import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.RowSealer;
import dev.leasehold.crypto.key.MacKey;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.projections.store.Store;
import dev.leasehold.projections.table.RowCodec;
import java.util.Arrays;
import java.util.List;

/// The keys of one store: a blinding key that is drawn when the store is new and kept in it, sealed
/// by the keyring, and a sealing session that is drawn at each opening.
final class StoreKeys {
  private static final byte[] BLINDING = {0, 0, 1};

  private StoreKeys() {}

  /// The codec of a store. One that belongs to another cluster does not open: a `CorruptRow`.
  static RowCodec open(Store store, Keyring keyring, Entropy entropy) {
    RowSealer sealer = RowSealer.open(keyring, entropy);
    byte[] sealed = store.get(BLINDING);
    byte[] key;
    if (sealed == null) {
      key = entropy.bytes(MacKey.LENGTH);
      store.write(List.of(new Store.Entry(BLINDING, sealer.seal(BLINDING, key))));
      store.flush();
    } else {
      key = sealer.open(BLINDING, sealed);
    }
    BlindedName names = new BlindedName(MacKey.of(key));
    Arrays.fill(key, (byte) 0);
    return new RowCodec(names, sealer);
  }
}
