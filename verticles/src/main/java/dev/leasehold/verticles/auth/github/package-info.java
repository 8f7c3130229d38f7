/// The GitHub method: who shows a token of a member of an organization is let in, with the policies
/// of the teams.
@NullMarked
package dev.leasehold.verticles.auth.github;

import org.jspecify.annotations.NullMarked;
