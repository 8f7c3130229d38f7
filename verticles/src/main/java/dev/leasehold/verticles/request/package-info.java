/// What a request asks and what it is answered, in words that do not depend on HTTP: the operation,
/// the fields, the response and the refusals. Everything here is an immutable value.
@NullMarked
package dev.leasehold.verticles.request;

import org.jspecify.annotations.NullMarked;
