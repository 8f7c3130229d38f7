/// The simulation: the real classes of a node, several nodes over one log, clients and a target,
/// all on one thread with mock time, one seed a run.
/// [dev.leasehold.verticles.simulation.Simulation] is where to start.
@NullMarked
package dev.leasehold.verticles.simulation;

import org.jspecify.annotations.NullMarked;
