/// The MySQL adapter beside a real MariaDB server and beside rogues.
@NullMarked
package dev.leasehold.verticles.outbound.mysql;

import org.jspecify.annotations.NullMarked;
