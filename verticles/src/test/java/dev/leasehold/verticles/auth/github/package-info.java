/// Tests of the GitHub method.
@NullMarked
package dev.leasehold.verticles.auth.github;

import org.jspecify.annotations.NullMarked;
