/// Tests of what all auth methods share.
@NullMarked
package dev.leasehold.verticles.auth.login;

import org.jspecify.annotations.NullMarked;
