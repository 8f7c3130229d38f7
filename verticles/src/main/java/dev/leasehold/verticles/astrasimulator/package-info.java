/// A simulator of Astra's DevOps API, as far as tokens go: organizations, admin tokens, roles and
/// clients, with the faults that a network and a busy service have. It is a program of its own
/// (`leasehold astra-simulator`) and part of tests and of `leasehold dev`; the server does not know
/// it. `Astra` decides, plain and on one thread; `AstraSimulatorVerticle` serves, misbehaves where
/// told to, and tells what is there under `/simulator`. It keeps no token, only fingerprints.
@NullMarked
package dev.leasehold.verticles.astrasimulator;

import org.jspecify.annotations.NullMarked;
