package dev.leasehold.verticles.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import dev.leasehold.events.Payload;
import io.vertx.core.VerticleBase;
import org.junit.jupiter.api.Test;

/// Which package may know what. A rule that fails says why it is there; whoever needs it otherwise
/// changes it here and in `ARCHITECTURE.md`, in one commit.
final class ArchitectureTest {
  private static final String[] ROOMS = {
    "dev.leasehold.verticles.audit",
    "dev.leasehold.verticles.expiry",
    "dev.leasehold.verticles.http",
    "dev.leasehold.verticles.node",
    "dev.leasehold.verticles.outbound..",
    "dev.leasehold.verticles.writer"
  };

  private static final String[] PURE = {
    "dev.leasehold.events",
    "dev.leasehold.projections",
    "dev.leasehold.projections.[approle|audit|cluster|cubbyhole|database|identity]..",
    "dev.leasehold.projections.[kv|lease|login|mount|oidc|payload|policy|prefix]..",
    "dev.leasehold.projections.[quota|rotation|token|userpass]..",
    "dev.leasehold.projections.[astra|authmap|cert|github|okta]..",
    "dev.leasehold.verticles.auth..",
    "dev.leasehold.verticles.engine..",
    "dev.leasehold.verticles.gate..",
    "dev.leasehold.verticles.hcl..",
    "dev.leasehold.verticles.identity..",
    "dev.leasehold.verticles.policy..",
    "dev.leasehold.verticles.request..",
    "dev.leasehold.verticles.route.."
  };

  /// What ends by itself without an engine, and the tables it lies in.
  private static final String[] DUE = {
    "dev.leasehold.projections.[lease|mount|prefix|table|token].."
  };

  private static void check(ArchRule rule) {
    rule.check(House.CLASSES);
  }

  @Test
  void crypto_knows_no_other_module() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.leasehold.crypto..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.leasehold..")
                    .and(not(resideInAPackage("dev.leasehold.crypto.."))))
            .because("the arrows are crypto <- events <- projections <- verticles"));
  }

  @Test
  void events_know_crypto_alone() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.leasehold.events..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.leasehold.projections..", "dev.leasehold.verticles..")
            .because("what has happened does not depend on what it means or on who asks"));
  }

  @Test
  void projections_do_not_know_who_asks() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.leasehold.projections..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.leasehold.verticles..")
            .because("a rebuild replays the log without a server around it"));
  }

  @Test
  void vertx_lives_in_the_rooms() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOMS)
            .and()
            .resideOutsideOfPackages(
                "dev.leasehold.verticles",
                "dev.leasehold.verticles.astrasimulator..",
                "dev.leasehold.verticles.cli..",
                "dev.leasehold.verticles.process..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty..")
            .because("everything but the rooms is plain Java that a test calls on its own thread"));
  }

  @Test
  void kafka_is_known_in_one_package() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.leasehold.events.kafka")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..")
            .because("the journal's contract is ours, and a test runs it in memory"));
  }

  @Test
  void rocksdb_is_known_in_one_package() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.leasehold.projections.store")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.rocksdb..")
            .because("tables are keys and values; where they lie is the store's matter alone"));
  }

  @Test
  void jackson_is_known_where_bytes_become_values() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "dev.leasehold.events.codec",
                "dev.leasehold.projections.table",
                "dev.leasehold.verticles.audit",
                "dev.leasehold.verticles.cli",
                "dev.leasehold.verticles.http",
                "dev.leasehold.verticles.request")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..")
            .because("engines and projections see typed values, never a tree of JSON"));
  }

  @Test
  void cryptography_is_done_in_crypto() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.leasehold.crypto..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("javax.crypto..", "java.security..", "org.bouncycastle..")
                    .and(not(Shapes.A_CERTIFICATE)))
            .because(
                "one module decides on algorithms, nonces and keys; others may hold the"
                    + " certificate that a client showed"));
  }

  @Test
  void time_and_chance_are_handed_in() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.leasehold.verticles.cli")
            .and()
            .doNotHaveFullyQualifiedName("dev.leasehold.verticles.Main")
            .and()
            .doNotHaveFullyQualifiedName("dev.leasehold.verticles.node.Surroundings")
            .and()
            .doNotHaveFullyQualifiedName("dev.leasehold.crypto.secret.SecureEntropy")
            .and()
            .doNotHaveFullyQualifiedName("dev.leasehold.crypto.certificate.EntropyRandom")
            .should()
            .callCodeUnitWhere(Chance.CALLED)
            .because("a run is repeated from its seed, and a replay gives the same rows for ever"));
  }

  @Test
  void what_decides_and_replays_neither_waits_nor_starts_anything() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(Effects.DONE)
            .because("deciding and replaying are pure functions: no file, no socket, no thread"));
  }

  @Test
  void an_engine_does_not_use_another() {
    check(
        slices()
            .matching("dev.leasehold.verticles.engine.(*)..")
            .should()
            .notDependOnEachOther()
            .because("an engine is added and taken away as one package"));
  }

  @Test
  void an_auth_method_does_not_use_another_or_an_engine() {
    check(
        slices()
            .matching("dev.leasehold.verticles.[auth|engine].(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                resideInAPackage("dev.leasehold.verticles.auth.."),
                resideInAPackage("dev.leasehold.verticles.auth.login"))
            .because("a method is added and taken away as one package; the door is one for all"));
  }

  @Test
  void the_expiry_room_knows_no_engine() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.leasehold.verticles.expiry")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                        "dev.leasehold.verticles.engine.(*)..", "dev.leasehold.verticles.auth..")
                    .or(
                        resideInAPackage("dev.leasehold.projections.(*)..")
                            .and(not(resideInAnyPackage(DUE)))))
            .because("what is over in an engine is the engine's to say: Engine.overdue"));
  }

  @Test
  void a_kind_of_target_does_not_use_another() {
    check(
        slices()
            .matching("dev.leasehold.verticles.outbound.(*)..")
            .should()
            .notDependOnEachOther()
            .because("an adapter is added and taken away as one package"));
  }

  @Test
  void packages_form_no_cycle() {
    check(
        slices()
            .assignedFrom(new Parts())
            .should()
            .beFreeOfCycles()
            .because("what depends on itself cannot be read from one end"));
  }

  @Test
  void the_command_line_does_not_reach_into_the_server() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "dev.leasehold.verticles.engine..",
                "dev.leasehold.verticles.auth..",
                "dev.leasehold.verticles.gate..",
                "dev.leasehold.verticles.http..",
                "dev.leasehold.verticles.writer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.leasehold.verticles.cli..")
            .because("the command line is a client of our own API"));
  }

  @Test
  void the_server_does_not_know_the_simulator_that_it_is_tried_on() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "dev.leasehold.verticles.astrasimulator..",
                "dev.leasehold.verticles.cli..",
                "dev.leasehold.verticles.process..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.leasehold.verticles.astrasimulator..")
            .because("what talks with Astra itself may not rely on what we think Astra is"));
  }

  @Test
  void the_simulator_knows_no_part_of_the_server() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.leasehold.verticles.astrasimulator..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.leasehold..")
                    .and(not(resideInAPackage("dev.leasehold.verticles.astrasimulator..")))
                    .and(not(resideInAPackage("dev.leasehold.crypto.."))))
            .because("an error that both share would be seen by no test"));
  }

  @Test
  void a_room_has_one_verticle_and_nothing_else_is_one() {
    check(
        classes()
            .that()
            .areAssignableTo(VerticleBase.class)
            .should()
            .haveSimpleNameEndingWith("Verticle")
            .andShould(Shapes.BE_ALONE_IN_ITS_PACKAGE)
            .because("one verticle owns one piece of mutable state"));
  }

  @Test
  void events_hold_neither_bytes_nor_secrets() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.leasehold.events")
            .and()
            .areRecords()
            .and()
            .doNotBelongToAnyOf(Payload.class)
            .should(Shapes.HOLD_NOTHING_SECRET)
            .because("events are never erased; what must be is a payload, known by its name"));
  }

  @Test
  void names_say_what_a_thing_is() {
    check(
        noClasses()
            .should()
            .haveNameMatching(
                ".*(Util|Utils|Helper|Manager|Impl|Service|Base|Dto|Mapper|Repository)"
                    + "|.*\\.Abstract[^.]*")
            .because("such a name stands for not having found one"));
  }

  @Test
  void an_interface_has_more_than_one_implementation() {
    check(
        classes()
            .that()
            .areInterfaces()
            .and(Shapes.ARE_NO_SEAM)
            .should(Shapes.BE_IMPLEMENTED_TWICE)
            .because("an interface with one implementation hides a class behind itself"));
  }

  @Test
  void T25_what_was_revealed_is_compared_in_constant_time_alone() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.leasehold..")
            .should()
            .callCodeUnitWhere(Comparing.REVEALED)
            .because(
                "a comparison that ends at the first difference tells a secret piece by piece;"
                    + " SecretBytes.equals and MessageDigest.isEqual do not"));
  }
}
