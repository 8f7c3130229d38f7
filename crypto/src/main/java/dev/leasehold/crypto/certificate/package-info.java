/// Certificates (X.509, RFC 5280): those that this server makes, so far for a development server's
/// TLS, and those that clients show, which are read here, held against trusted authorities and
/// asked about (OCSP, RFC 6960).
@NullMarked
package dev.leasehold.crypto.certificate;

import org.jspecify.annotations.NullMarked;
