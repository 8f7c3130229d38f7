/// What an operator configures: the file, its settings, and its errors and warnings with their
/// lines and columns.
@NullMarked
package dev.leasehold.verticles.config;

import org.jspecify.annotations.NullMarked;
