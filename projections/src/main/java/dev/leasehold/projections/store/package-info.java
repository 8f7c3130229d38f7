/// Ordered bytes on disk or in memory behind one contract; the only package that knows RocksDB.
@NullMarked
package dev.leasehold.projections.store;

import org.jspecify.annotations.NullMarked;
