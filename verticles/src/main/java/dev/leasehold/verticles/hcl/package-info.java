/// Reads HCL 1 and its JSON form into immutable values that know their line and column. It is
/// stricter than what it replaces: what is not closed, not finished or left over is an error.
/// Policies and the server's configuration file are read with it; it knows neither. `HclFormat`
/// writes a text anew, comments and all.
@NullMarked
package dev.leasehold.verticles.hcl;

import org.jspecify.annotations.NullMarked;
