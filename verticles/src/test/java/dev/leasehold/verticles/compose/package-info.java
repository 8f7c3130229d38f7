/// The dev stack in `compose/`, looked at where there is no Docker engine: its file against the
/// Compose specification's schema and rules of our own, its Dockerfile, its settings.
@NullMarked
package dev.leasehold.verticles.compose;

import org.jspecify.annotations.NullMarked;
