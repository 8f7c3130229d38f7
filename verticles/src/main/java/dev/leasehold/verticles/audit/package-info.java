/// The room of the audit: no audit, no answer. What is told of a request and how its secrets are
/// hashed is plain Java ([dev.leasehold.verticles.audit.AuditFormat]); the stream, which all of it
/// goes to first, and the devices, which are fed after it, are driven by
/// [dev.leasehold.verticles.audit.AuditVerticle].
@NullMarked
package dev.leasehold.verticles.audit;

import org.jspecify.annotations.NullMarked;
