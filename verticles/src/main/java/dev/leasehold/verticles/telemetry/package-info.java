/// What the server measures of itself, under Vault's names: counts, times and gauges, told as
/// go-metrics tells them and as Prometheus reads them. No name, path or value of a client is in
/// them but the paths of mounts and the names of quotas, which Vault shows too.
@NullMarked
package dev.leasehold.verticles.telemetry;

import org.jspecify.annotations.NullMarked;
