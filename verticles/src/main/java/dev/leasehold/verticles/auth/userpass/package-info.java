/// The userpass method: users with a name and a password, as the docs of Vault's userpass auth
/// method describe it.
@NullMarked
package dev.leasehold.verticles.auth.userpass;

import org.jspecify.annotations.NullMarked;
