/// MySQL and MariaDB as a target: how it is reached, logged in to and acted on.
@NullMarked
package dev.leasehold.verticles.outbound.mysql;

import org.jspecify.annotations.NullMarked;
