/// The room where HTTP ends: requests are read within limits, brought into one canonical form and
/// handed through the doorway; answers get their status codes, headers and bytes. Nothing outside
/// this package knows a status code or sees a path that is not canonical.
@NullMarked
package dev.leasehold.verticles.http;

import org.jspecify.annotations.NullMarked;
