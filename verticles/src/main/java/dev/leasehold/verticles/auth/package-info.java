/// The auth methods: engines whose login makes a token. Each lives in a package of its own below
/// this one and knows no other.
@NullMarked
package dev.leasehold.verticles.auth;

import org.jspecify.annotations.NullMarked;
