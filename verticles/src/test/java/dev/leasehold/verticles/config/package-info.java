/// Tests of the configuration.
@NullMarked
package dev.leasehold.verticles.config;

import org.jspecify.annotations.NullMarked;
