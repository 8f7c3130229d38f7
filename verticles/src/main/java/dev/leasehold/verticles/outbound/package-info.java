/// The only code that calls other systems. An engine describes an effect as a value; the outbound
/// room acts, with a timeout, and says one of: done, refused, unknown.
@NullMarked
package dev.leasehold.verticles.outbound;

import org.jspecify.annotations.NullMarked;
