/// What all auth methods share: the fields `token_*` of their users and roles, and the door through
/// which a login goes, to a token or to a refusal. A method says whether someone is let in and with
/// what ([dev.leasehold.verticles.auth.login.Grant]); the token is made here.
@NullMarked
package dev.leasehold.verticles.auth.login;

import org.jspecify.annotations.NullMarked;
