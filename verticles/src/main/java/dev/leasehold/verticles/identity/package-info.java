/// What an identity means for a request: which policies an entity and its groups give a token, what
/// templates may know of it, and which entity a login belongs to. Pure; known to the gate and to
/// auth methods, and knowing neither.
@NullMarked
package dev.leasehold.verticles.identity;

import org.jspecify.annotations.NullMarked;
