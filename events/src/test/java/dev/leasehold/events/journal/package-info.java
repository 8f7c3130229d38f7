@NullMarked
package dev.leasehold.events.journal;

import org.jspecify.annotations.NullMarked;
