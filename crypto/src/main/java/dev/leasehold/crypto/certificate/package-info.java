/// Certificates that this server makes: so far those for a development server's TLS.
@NullMarked
package dev.leasehold.crypto.certificate;

import org.jspecify.annotations.NullMarked;
