/// The figures of the hot paths, ours beside a peer's in the same run: `bench/run` prints them; and
/// those of PostgreSQL credentials, beside the SQL that makes them: `bench/run credentials`.
@NullMarked
package dev.leasehold.verticles.figures;

import org.jspecify.annotations.NullMarked;
