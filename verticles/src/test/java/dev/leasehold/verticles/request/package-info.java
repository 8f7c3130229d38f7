/// Tests of how fields are read.
@NullMarked
package dev.leasehold.verticles.request;

import org.jspecify.annotations.NullMarked;
