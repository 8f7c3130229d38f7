/// What an engine says of its HTTP surface: the paths it serves, the fields they take, and for each
/// operation the pure function that answers or decides. Nothing here waits or touches anything.
@NullMarked
package dev.leasehold.verticles.route;

import org.jspecify.annotations.NullMarked;
