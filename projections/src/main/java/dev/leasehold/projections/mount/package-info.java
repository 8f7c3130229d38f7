/// Which engine or auth method is served at which path, and what disabled ones left behind.
@NullMarked
package dev.leasehold.projections.mount;

import org.jspecify.annotations.NullMarked;
