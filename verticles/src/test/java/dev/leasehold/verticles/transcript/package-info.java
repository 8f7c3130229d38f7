/// Conversations over real HTTP, written down as text files.
@NullMarked
package dev.leasehold.verticles.transcript;

import org.jspecify.annotations.NullMarked;
