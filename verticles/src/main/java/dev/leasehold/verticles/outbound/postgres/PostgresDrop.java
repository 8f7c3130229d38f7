package dev.leasehold.verticles.outbound.postgres;

import static java.util.stream.Collectors.joining;

import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.Statement;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Drops users of a PostgreSQL server by their names; one that is not there is dropped already.
///
/// Users to whom nothing was granted go with one message. Else the server refuses and says that
/// something depends on them: then all that was granted to them in this database is revoked, and
/// they are dropped in the same transaction. What they own is never touched: such a user stays, but
/// can log in no longer, and the refusal tells why. Several users go together or not at all.
final class PostgresDrop {
  /// What the server answers when a role still has grants or owns something.
  private static final String DEPENDENT_OBJECTS = "2BP01";

  private final PgLink link;
  private final List<String> statements;
  private final String names;
  private final String users;
  private final boolean alone;
  private final long timeoutMillis;

  /// One user, as its effect says.
  PostgresDrop(PgLink link, DatabaseEffect.DropUser effect, Duration timeout) {
    this(
        link,
        List.of(effect.userName()),
        effect.statements().stream().map(Statement::text).toList(),
        timeout);
  }

  /// Users whose roles say nothing of how they are revoked.
  PostgresDrop(PgLink link, List<String> users, Duration timeout) {
    this(link, users, List.of(), timeout);
  }

  private PostgresDrop(PgLink link, List<String> users, List<String> statements, Duration timeout) {
    this.link = link;
    this.statements = statements;
    this.names = users.stream().map(Quoted::literal).collect(joining(", "));
    this.users = users.stream().map(Quoted::identifier).collect(joining(", "));
    this.alone = users.size() == 1;
    this.timeoutMillis = Math.max(1, timeout.toMillis());
  }

  Future<Void> perform() {
    return statements.isEmpty() ? drop() : exists().compose(there -> there ? asTold() : gone());
  }

  /// Runs the role's statements; an error means nothing if the user is gone all the same, as where
  /// somebody else has dropped it meanwhile.
  private Future<Void> asTold() {
    return atomically(statements)
        .recover(failure ->
            failure instanceof PgException
                ? exists().compose(there -> there ? Future.failedFuture(failure) : gone())
                : Future.failedFuture(failure));
  }

  private static Future<Void> gone() {
    return Future.succeededFuture();
  }

  private Future<Boolean> exists() {
    return link.query("SELECT FROM pg_roles WHERE rolname = " + names).map(rows -> rows.size() > 0);
  }

  private Future<Void> drop() {
    return atomically(List.of(dropRole()))
        .recover(failure ->
            failure instanceof PgException answer && DEPENDENT_OBJECTS.equals(answer.getSqlState())
                ? revokeAndDrop()
                : Future.failedFuture(failure));
  }

  private String dropRole() {
    return "DROP ROLE IF EXISTS " + users;
  }

  private Future<Void> revokeAndDrop() {
    return link.query(grants())
        .compose(rows -> {
          List<String> statements = new ArrayList<>();
          for (Row row : rows) {
            statements.add(row.getString(0));
          }
          statements.add(dropRole());
          return atomically(statements);
        })
        .recover(failure ->
            alone
                ? lockOut().transform(_ -> Future.failedFuture(failure))
                : Future.failedFuture(failure));
  }

  private Future<Void> lockOut() {
    return atomically(List.of("ALTER ROLE " + users + " NOLOGIN"));
  }

  private Future<Void> atomically(List<String> statements) {
    String timeout = "BEGIN; SET LOCAL statement_timeout = " + timeoutMillis + "; ";
    Future<RowSet<Row>> answer =
        link.query(timeout + String.join("\n;\n", statements) + "\n;\nCOMMIT");
    return answer
        .<Void>mapEmpty()
        .recover(failure -> link.query("ROLLBACK").transform(_ -> Future.failedFuture(failure)));
  }

  /// Asks for the statements that take back what was granted to the users in this database: the
  /// server itself writes and quotes them, from its own record of what depends on the roles. What
  /// is taken from several is taken by one statement, since each rewrites the rights of an object.
  private String grants() {
    return """
    WITH role AS (SELECT oid, quote_ident(rolname) AS name FROM pg_roles WHERE rolname IN (%s)),
    granted AS (
      SELECT classid, objid, role.name FROM pg_shdepend, role
      WHERE refclassid = 'pg_authid'::regclass AND refobjid = role.oid AND deptype = 'a'
        AND dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))),
    taken AS (
      SELECT format('REVOKE ALL PRIVILEGES ON ALL %%s IN SCHEMA %%I FROM ',
          CASE c.relkind WHEN 'S' THEN 'SEQUENCES' ELSE 'TABLES' END, n.nspname) AS what, g.name
        FROM granted g JOIN pg_class c ON c.oid = g.objid
        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE g.classid = 'pg_class'::regclass
      UNION ALL SELECT
          format('REVOKE ALL PRIVILEGES ON ALL ROUTINES IN SCHEMA %%I FROM ', n.nspname), g.name
        FROM granted g JOIN pg_proc p ON p.oid = g.objid
        JOIN pg_namespace n ON n.oid = p.pronamespace WHERE g.classid = 'pg_proc'::regclass
      UNION ALL SELECT format('REVOKE ALL PRIVILEGES ON SCHEMA %%I FROM ', n.nspname), g.name
        FROM granted g JOIN pg_namespace n ON n.oid = g.objid
        WHERE g.classid = 'pg_namespace'::regclass
      UNION ALL SELECT format('REVOKE ALL PRIVILEGES ON DATABASE %%I FROM ', d.datname), g.name
        FROM granted g JOIN pg_database d ON d.oid = g.objid
        WHERE g.classid = 'pg_database'::regclass
      UNION ALL SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE %%I%%s REVOKE ALL ON %%s FROM ',
          pg_get_userbyid(a.defaclrole),
          (SELECT format(' IN SCHEMA %%I', nspname) FROM pg_namespace
            WHERE oid = a.defaclnamespace),
          CASE a.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES'
            WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' ELSE 'SCHEMAS' END), g.name
        FROM granted g JOIN pg_default_acl a ON a.oid = g.objid
        WHERE g.classid = 'pg_default_acl'::regclass)
    SELECT what || string_agg(DISTINCT name, ', ') FROM taken GROUP BY what\
    """
        .formatted(names);
  }
}
