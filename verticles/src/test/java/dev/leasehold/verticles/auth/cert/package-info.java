@NullMarked
package dev.leasehold.verticles.auth.cert;

import org.jspecify.annotations.NullMarked;
