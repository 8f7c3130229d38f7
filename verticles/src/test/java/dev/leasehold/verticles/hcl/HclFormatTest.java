package dev.leasehold.verticles.hcl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/// The form of HCL texts, compared with what the reference `vault policy fmt` was seen to write.
final class HclFormatTest {
  @Test
  void blocks_stand_apart_and_equal_signs_below_each_other() {
    formatted(
        """
        path "a" {
        capabilities=["create","read"]
           denied_parameters = { "x" = []\s
           "yy"=["1"] }
          min_wrapping_ttl = "1s" // c1
          max_wrapping_ttl_ = 3 # c2


          # lead
          z = true
        }
        path "b" { capabilities = ["read"] } # behind
        name = "x"
        """,
        """
        path "a" {
          capabilities = ["create", "read"]

          denied_parameters = {
            "x"  = []
            "yy" = ["1"]
          }

          min_wrapping_ttl  = "1s" // c1
          max_wrapping_ttl_ = 3    # c2

          # lead
          z = true
        }

        path "b" {
          capabilities = ["read"]
        } # behind

        name = "x"
        """);
  }

  @Test
  void lists_over_many_lines_stay_so_and_end_in_commas() {
    formatted(
        """
        path "x" {
          capabilities = [
            # why read
            "read",
            "list", # b
            "update" # c
          ]
          allowed_parameters = {
            "a" = ["1", "2"]
            "long_name" = []
            "c" = [
              "x"
            ]
          }
        }
        """,
        """
        path "x" {
          capabilities = [
            # why read
            "read",

            "list",   # b
            "update", # c
          ]

          allowed_parameters = {
            "a"         = ["1", "2"]
            "long_name" = []

            "c" = [
              "x",
            ]
          }
        }
        """);
  }

  @Test
  void comments_stay_where_they_are() {
    formatted(
        """
        # head


        /* block
         comment */
        path "b" { # behind
        capabilities = [] }
        path "c" { # y
        }

        path "d" {
          // only
        }
        # last
        """,
        """
        # head

        /* block
         comment */
        path "b" {
          capabilities = [] # behind
        }

        path "c" {} # y

        path "d" {
          // only
        }

        # last

        """);
  }

  @Test
  void heredocs_and_empty_blocks_keep_their_lines() {
    formatted(
        "path \"a\" {}\npath \"b\" {}\npath \"c\" { x = <<EOF\nread\n  it\nEOF\n}\n",
        "path \"a\" {}\npath \"b\" {}\n\npath \"c\" {\n  x = <<EOF\nread\n  it\nEOF\n}\n");
  }

  @Test
  void what_has_its_form_keeps_it() {
    String text = "path \"a\" {\n  capabilities = [\"read\"]\n}\n";
    formatted(text, text);
    formatted("", "\n");
  }

  @Test
  void what_is_not_native_hcl_is_refused() {
    HclError json = assertThrows(HclError.class, () -> HclFormat.format("{\"path\":{}}"));
    assertEquals("At 1:1: expected: IDENT | STRING got: LBRACE", json.getMessage());
  }

  private static void formatted(String text, String expected) {
    assertEquals(expected, HclFormat.format(text));
    if (!expected.isBlank()) {
      assertEquals(expected.stripTrailing(), HclFormat.format(expected).stripTrailing());
    }
  }
}
