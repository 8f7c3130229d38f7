/// Tests of the Okta method.
@NullMarked
package dev.leasehold.verticles.auth.okta;

import org.jspecify.annotations.NullMarked;
