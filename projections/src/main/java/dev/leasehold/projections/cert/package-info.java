/// The trusted certificates and revocation lists of the cert mounts.
@NullMarked
package dev.leasehold.projections.cert;

import org.jspecify.annotations.NullMarked;
