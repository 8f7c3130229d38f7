package dev.leasehold.verticles.figures;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/// The SQL of a credential sent straight through the Vert.x client, in one message: as fast as the
/// database makes users, whoever asks. All of it runs on one event loop.
final class PlainSql implements AutoCloseable {
  private static final long LONGEST_MICROS = 120_000_000;

  private static final String BEGIN = "BEGIN; SET LOCAL statement_timeout = 30000;\n";
  private static final String COMMIT = "COMMIT";

  /// What the server would make of a password, where that was done beforehand.
  private static final String VERIFIER =
      "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
          + ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

  private final Vertx vertx;
  private final Pool pool;

  PlainSql(Vertx vertx, int port, int connections) {
    this.vertx = vertx;
    this.pool =
        PgBuilder.pool()
            .using(vertx)
            .connectingTo(
                new PgConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(port)
                    .setDatabase("postgres")
                    .setUser("postgres")
                    .setPassword("postgres"))
            .with(
                new PoolOptions()
                    .setMaxSize(connections)
                    .setMaxWaitQueueSize(-1)
                    .setEventLoopSize(1))
            .build();
  }

  /// So many at once, each sending the next when the last was answered.
  Load.Outcome run(int clients, double seconds, boolean hashed) throws Exception {
    return run(clients, seconds, hashed, 1);
  }

  /// The same with so many users in one transaction, each behind a savepoint of its own.
  Load.Outcome run(int clients, double seconds, boolean hashed, int group) throws Exception {
    Histogram micros = new Histogram(LONGEST_MICROS, 3);
    AtomicLong answers = new AtomicLong();
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    Promise<Void> done = Promise.promise();
    vertx.runOnContext(_ -> {
      int[] left = {clients};
      for (int i = 0; i < clients; i++) {
        again(end, micros, answers, hashed, group)
            .onComplete(ended -> {
              left[0]--;
              if (ended.failed()) {
                done.tryFail(ended.cause());
              } else if (left[0] == 0) {
                done.tryComplete();
              }
            });
      }
    });
    done.future().await();
    return new Load.Outcome(answers.get(), 0, (System.nanoTime() - begin) / 1e9, micros);
  }

  private Future<Void> again(
      long end, Histogram micros, AtomicLong answers, boolean hashed, int group) {
    if (System.nanoTime() >= end) {
      return Future.succeededFuture();
    }
    StringBuilder sql = new StringBuilder(BEGIN);
    for (int i = 0; i < group; i++) {
      String password = hashed ? VERIFIER : UUID.randomUUID().toString().substring(0, 20);
      String one =
          """
          CREATE ROLE "%1$s" WITH LOGIN PASSWORD '%2$s' VALID UNTIL '2099-01-01';
          GRANT readers TO "%1$s";
          """
              .formatted("v-plain-" + UUID.randomUUID(), password);
      sql.append(group == 1 ? one : "SAVEPOINT s;\n" + one + "RELEASE s;\n");
    }
    sql.append(COMMIT);
    long sent = System.nanoTime();
    return pool.query(sql.toString())
        .execute()
        .compose(_ -> {
          micros.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - sent) / 1000));
          answers.addAndGet(group);
          return again(end, micros, answers, hashed, group);
        });
  }

  @Override
  public void close() {
    pool.close().await();
  }
}
