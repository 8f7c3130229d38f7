/// Policies by which passwords are made: a length and rules about characters, written in HCL.
@NullMarked
package dev.leasehold.verticles.password;

import org.jspecify.annotations.NullMarked;
