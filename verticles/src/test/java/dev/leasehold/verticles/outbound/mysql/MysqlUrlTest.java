package dev.leasehold.verticles.outbound.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MysqlUrlTest {

  @Test
  void all_parts_are_read() {
    assertEquals(
        new MysqlUrl("db.example", 3307, "app", "me", "p@ss:w/rd", Map.of("tls", "skip-verify")),
        MysqlUrl.parse("me:p@ss:w/rd@tcp(db.example:3307)/app?tls=skip-verify&parseTime=true"));
  }

  @Test
  void what_is_left_out_is_as_vaults_driver_has_it() {
    assertEquals(new MysqlUrl("127.0.0.1", 3306, "", "", null, Map.of()), MysqlUrl.parse("/"));
    assertEquals(
        new MysqlUrl("127.0.0.1", 3308, "", "me", null, Map.of()),
        MysqlUrl.parse("me@tcp(:3308)/"));
    assertEquals(
        new MysqlUrl("::1", 3306, "d", "me", "", Map.of()), MysqlUrl.parse("me:@tcp([::1])/d"));
  }

  @Test
  void the_password_is_not_shown() {
    assertEquals("MysqlUrl[h:3306]", MysqlUrl.parse("me:secret@tcp(h)/").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nonsense|invalid DSN: missing the slash separating the database name
          u:p@tcp(h:1/|invalid DSN: network address not terminated (missing closing brace)
          u:p@tcp(h:1)x/|invalid DSN: did you forget to escape a param value?
          u:p@unix(/run/mysqld.sock)/|default addr for network 'unix' unknown
          u@tcp(h:0)/|invalid port
          u@tcp(h:x)/|invalid port
          u@tcp(h)/?allowAllFiles=true|parameter "allowAllFiles" is not supported
          u@tcp(h)/?allowAllFiles=maybe|invalid bool value: maybe
          u@tcp(h)/?allowOldPasswords=1|parameter "allowOldPasswords" is not supported
          u@tcp(h)/?allowNativePasswords=false|parameter "allowNativePasswords" must be true
          u@tcp(h)/?serverPubKey=mine|parameter "serverPubKey" is not supported
          u@tcp(h)/?tls=custom|invalid value / unknown config name: custom
          u@tcp(h)/?init_connect=x|parameter "init_connect" is not supported
          """)
  void what_is_not_safe_or_not_known_is_refused(String text, String told) {
    assertEquals(
        told,
        assertThrows(IllegalArgumentException.class, () -> MysqlUrl.parse(text)).getMessage());
  }
}
