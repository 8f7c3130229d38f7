/// Secrets as values, and where randomness comes from. A secret travels as a [SecretBytes], which
/// shows nobody its bytes unless they hold a [Reveal]; everything random is drawn from an [Entropy]
/// that was handed in. Nothing here knows what a secret is for.
@NullMarked
package dev.leasehold.crypto.secret;

import org.jspecify.annotations.NullMarked;
