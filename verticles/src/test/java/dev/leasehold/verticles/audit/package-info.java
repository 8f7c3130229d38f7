/// Tests of the audit.
@NullMarked
package dev.leasehold.verticles.audit;

import org.jspecify.annotations.NullMarked;
