package dev.leasehold.projections.mount;

import dev.leasehold.projections.approle.AppRoleSweep;
import dev.leasehold.projections.astra.AstraSweep;
import dev.leasehold.projections.authmap.AuthMapProjection;
import dev.leasehold.projections.cert.CertProjection;
import dev.leasehold.projections.database.DatabaseSweep;
import dev.leasehold.projections.github.GithubProjection;
import dev.leasehold.projections.kv.KvSweep;
import dev.leasehold.projections.okta.OktaProjection;
import dev.leasehold.projections.table.MountRows;
import dev.leasehold.projections.table.NamedRows;
import dev.leasehold.projections.userpass.UserSweep;
import java.util.Map;

/// The types whose mounts have rows of their own: one line each. Whoever adds an engine adds it
/// here.
final class SweptTypes {
  private static final Map<String, MountRows> ROWS =
      Map.ofEntries(
          Map.entry("kv", new KvSweep()),
          Map.entry("database", new DatabaseSweep()),
          Map.entry("astra", new AstraSweep()),
          Map.entry("vault-plugin-secrets-datastax-astra", new AstraSweep()),
          Map.entry("userpass", new UserSweep()),
          Map.entry("approle", new AppRoleSweep()),
          Map.entry("github", GithubProjection.SWEPT),
          Map.entry("app-id", AuthMapProjection.SWEPT),
          Map.entry("okta", OktaProjection.SWEPT),
          Map.entry("cert", CertProjection.SWEPT));

  private SweptTypes() {}

  /// What lies under mounts of a type.
  static MountRows rows(String type) {
    return ROWS.getOrDefault(type, NamedRows.NONE);
  }
}
