/// Acts on real databases, and on servers that behave badly on purpose.
@NullMarked
package dev.leasehold.verticles.outbound.redis;

import org.jspecify.annotations.NullMarked;
