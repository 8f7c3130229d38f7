package dev.leasehold.projections.github;

import dev.leasehold.events.GithubEvent;
import dev.leasehold.events.GithubEvent.Configured;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.Projection;
import dev.leasehold.projections.authmap.AuthMapProjection;
import dev.leasehold.projections.table.NamedRows;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replays the configuration of the GitHub mounts, and what one may ask about it.
public final class GithubProjection implements Projection<GithubEvent> {
  private static final String CONFIG = "config";

  /// By the mount's uuid; there is one row a mount.
  public static final Table<PairKey, GithubConfig> CONFIGS =
      Table.of(221, "github-config", PairKey.class, GithubConfig.class);

  public static final List<Table<?, ?>> ALL = List.of(CONFIGS);

  /// What a disabled mount leaves behind.
  public static final NamedRows SWEPT =
      new NamedRows(new NamedRows.Kind<>(CONFIGS), AuthMapProjection.SWEPT_ENTRIES);

  @Override
  public void replay(GithubEvent event, Moment moment, Rows rows) {
    switch (event) {
      case Configured(var mount, var organization, var id, var baseUrl, var parameters) ->
          rows.put(
              CONFIGS,
              new PairKey(mount, CONFIG),
              new GithubConfig(organization, id, baseUrl, parameters));
    }
  }

  /// The configuration of a mount, or null where it has none yet.
  public static @Nullable GithubConfig config(View view, String mount) {
    return view.get(CONFIGS, new PairKey(mount, CONFIG));
  }
}
