/// The policy language: reads policies as Vault 1.14 does, compiles the policies of a request into
/// one access list, and answers what that list allows. Pure functions over immutable values; start
/// reading at `Acl`. Who holds which policy is not known here.
@NullMarked
package dev.leasehold.verticles.policy;

import org.jspecify.annotations.NullMarked;
