@NullMarked
package dev.leasehold.events.kafka;

import org.jspecify.annotations.NullMarked;
