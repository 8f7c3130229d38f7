/// The engine for Astra DB over an in-memory state, and its reading of Astra's answers.
@NullMarked
package dev.leasehold.verticles.engine.astra;

import org.jspecify.annotations.NullMarked;
