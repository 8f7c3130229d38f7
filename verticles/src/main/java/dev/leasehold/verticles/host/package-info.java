/// The machine and the process around the server, as far as clients may ask: processors, memory,
/// disks, and which lines are logged.
@NullMarked
package dev.leasehold.verticles.host;

import org.jspecify.annotations.NullMarked;
