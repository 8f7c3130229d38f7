package dev.leasehold.projections.store;

/// The contract, in the heap.
class MemoryStoreTest extends StoreContract {
  @Override
  Store open() {
    return new MemoryStore();
  }
}
