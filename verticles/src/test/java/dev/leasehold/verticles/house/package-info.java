/// Tests of the house itself: which package may know what, and how tidy its files are. They look at
/// all modules from here, since this is the module that sees them all.
@NullMarked
package dev.leasehold.verticles.house;

import org.jspecify.annotations.NullMarked;
