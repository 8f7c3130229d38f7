/// The engine at `identity/`: entities, groups and their aliases, and what is made of them. What an
/// identity means for a request is told in `dev.leasehold.verticles.identity`.
@NullMarked
package dev.leasehold.verticles.engine.identity;

import org.jspecify.annotations.NullMarked;
