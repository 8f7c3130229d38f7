/// The app-id method of Vault before 1.12: two texts that are hard to guess, one of the application
/// and one of the machine, let a machine in together. In the log, both are known by keyed hashes.
@NullMarked
package dev.leasehold.verticles.auth.appid;

import org.jspecify.annotations.NullMarked;
