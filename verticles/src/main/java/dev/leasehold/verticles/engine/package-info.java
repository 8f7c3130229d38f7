/// What engines and auth methods are, and the one list of them. Each engine lives in a package of
/// its own below this one and knows no other engine.
@NullMarked
package dev.leasehold.verticles.engine;

import org.jspecify.annotations.NullMarked;
