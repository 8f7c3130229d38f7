/// What is kept at the door of every auth method: logins that failed, and when a name is locked
/// out.
@NullMarked
package dev.leasehold.projections.login;

import org.jspecify.annotations.NullMarked;
