/// The Okta method: who gives name and password of a user of an Okta organization is let in, with
/// the policies of the user and of the groups.
@NullMarked
package dev.leasehold.verticles.auth.okta;

import org.jspecify.annotations.NullMarked;
