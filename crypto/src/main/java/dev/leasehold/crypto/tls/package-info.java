/// TLS for programs that call us or that we call: PEM files in, socket factories out. It is the one
/// place that turns certificates and keys on disk into trust.
@NullMarked
package dev.leasehold.crypto.tls;

import org.jspecify.annotations.NullMarked;
