/// The server as a process: what it writes to its log, which signals it hears, which folders it
/// makes and removes, and how it starts and stops in good order.
@NullMarked
package dev.leasehold.verticles.process;

import org.jspecify.annotations.NullMarked;
