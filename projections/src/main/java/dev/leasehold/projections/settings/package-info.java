/// What an operator has set for the whole server: audited headers, CORS, headers of the user
/// interface, password policies, and which versions were installed when.
@NullMarked
package dev.leasehold.projections.settings;

import org.jspecify.annotations.NullMarked;
