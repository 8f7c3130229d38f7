@NullMarked
package dev.leasehold.events.folder;

import org.jspecify.annotations.NullMarked;
