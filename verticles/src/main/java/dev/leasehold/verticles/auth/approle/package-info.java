/// The approle method: roles of machines, which log in with a role id and a secret id, as the docs
/// of Vault's approle auth method describe it.
@NullMarked
package dev.leasehold.verticles.auth.approle;

import org.jspecify.annotations.NullMarked;
