/// The key-value engine, versions 1 and 2, as the docs of Vault's kv secrets engine describe it.
/// The data of a secret is always a payload, so that it can be erased.
@NullMarked
package dev.leasehold.verticles.engine.kv;

import org.jspecify.annotations.NullMarked;
