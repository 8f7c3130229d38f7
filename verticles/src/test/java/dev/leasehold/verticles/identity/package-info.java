/// Logins that become entities, and what entities and groups give to tokens.
@NullMarked
package dev.leasehold.verticles.identity;

import org.jspecify.annotations.NullMarked;
