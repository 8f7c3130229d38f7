/// The maps of auth methods: names to what a client has written under them.
@NullMarked
package dev.leasehold.projections.authmap;

import org.jspecify.annotations.NullMarked;
