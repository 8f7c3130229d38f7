/// Who may do what: from a request and a state to a call, or a refusal. A pure function, asked on
/// the committed state first and asked again on head by the writer.
@NullMarked
package dev.leasehold.verticles.gate;

import org.jspecify.annotations.NullMarked;
