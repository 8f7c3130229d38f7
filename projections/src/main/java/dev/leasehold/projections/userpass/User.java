package dev.leasehold.projections.userpass;

import dev.leasehold.events.PayloadName;
import dev.leasehold.events.TokenParameters;

/// A user as it is now.
///
/// @param hash the payload that holds the bcrypt hash of the password
public record User(TokenParameters parameters, PayloadName hash) {}
