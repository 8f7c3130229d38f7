/// The key-value mounts, version 1 and 2: secrets, versions, metadata and folders.
@NullMarked
package dev.leasehold.projections.kv;

import org.jspecify.annotations.NullMarked;
