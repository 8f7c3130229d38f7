/// What happens when a request arrives, and the program itself. `Main` is the door; the rooms, the
/// engines and the command line are packages below.
@NullMarked
package dev.leasehold.verticles;

import org.jspecify.annotations.NullMarked;
