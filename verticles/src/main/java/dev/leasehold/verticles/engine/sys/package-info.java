/// The system engine, `sys/`: mounts, policies, capabilities, leases and what user interfaces ask
/// first, as the docs of Vault's system backend describe it. One file a group of paths.
@NullMarked
package dev.leasehold.verticles.engine.sys;

import org.jspecify.annotations.NullMarked;
