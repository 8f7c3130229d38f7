package dev.leasehold.verticles.simulation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// The simulation is worth what it finds: each of these faults, planted into the program, is found
/// by few seeds.
class PlantedFaultsTest {
  private static final int SEEDS = 400;

  @Test
  void the_simulation_finds_a_head_that_is_kept_after_a_lost_append() {
    Mutant mutant =
        new Mutant()
            .plant("verticles.writer.Writer", "ended", calls("drop"), (code, call) -> code.pop())
            .plant(
                "verticles.writer.Writer",
                "lead",
                element ->
                    element instanceof FieldInstruction field
                        && field.opcode() == Opcode.PUTFIELD
                        && field.name().equalsString("head"),
                (code, put) -> code.pop().pop());
    assertFound(mutant);
  }

  @Test
  void the_simulation_finds_an_answer_that_is_let_go_before_its_position() {
    assertFound(
        new Mutant()
            .plant(
                "verticles.writer.Writer",
                "await",
                element ->
                    element instanceof BranchInstruction branch && branch.opcode() == Opcode.IFGT,
                (code, jump) -> code.pop()));
  }

  @Test
  void the_simulation_finds_a_row_that_stays_stale_among_the_hot_rows() {
    assertFound(
        new Mutant()
            .plant(
                "projections.Committed",
                "apply",
                calls("put"),
                (code, call) -> code.pop().pop().pop()));
  }

  @Test
  void the_simulation_finds_a_commit_that_is_accepted_from_an_old_claim() {
    assertFound(
        new Mutant()
            .plant(
                "events.journal.Flight",
                "settled",
                element -> is(element, Opcode.LCMP),
                (code, compare) -> code.pop2().pop2().iconst_0()));
  }

  @Test
  void the_simulation_finds_a_tombstone_that_is_sent_before_its_commit() {
    assertFound(
        new Mutant()
            .plant(
                "events.journal.Claim",
                "tombstone",
                element -> is(element, Opcode.LCMP),
                (code, compare) -> code.pop2().pop2().iconst_m1())
            .plant(
                "verticles.writer.Writer",
                "append",
                element ->
                    element instanceof InvokeInstruction call
                        && call.owner().asInternalName().endsWith("/Claim")
                        && call.name().equalsString("append"),
                PlantedFaultsTest::buryFirst));
  }

  /// Before the commit, on whose arguments this leaves the stack as it was.
  private static void buryFirst(CodeBuilder code, CodeElement append) {
    ClassDesc writer = ClassDesc.of("dev.leasehold.verticles.writer.Writer");
    ClassDesc tombstones = ClassDesc.of("dev.leasehold.verticles.writer.Tombstones");
    ClassDesc claim = ClassDesc.of("dev.leasehold.events.journal.Claim");
    ClassDesc list = ClassDesc.of("java.util.List");
    code.aload(0)
        .getfield(writer, "tombstones", tombstones)
        .aload(1)
        .aload(ERASED)
        .lconst_0()
        .invokevirtual(
            tombstones,
            "send",
            MethodTypeDesc.of(ConstantDescs.CD_void, claim, list, ConstantDescs.CD_long))
        .with(append);
  }

  /// The variable of `Writer.append` that holds the keys of what a commit destroys.
  private static final int ERASED = 6;

  private static boolean is(CodeElement element, Opcode opcode) {
    return element instanceof OperatorInstruction operator && operator.opcode() == opcode;
  }

  private static Predicate<CodeElement> calls(String method) {
    return element -> element instanceof InvokeInstruction call && call.name().equalsString(method);
  }

  private static void assertFound(Mutant mutant) {
    mutant.grown();
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        mutant.run(seed);
      } catch (AssertionError found) {
        assertFalse(String.valueOf(found.getMessage()).isEmpty());
        return;
      }
    }
    fail("no seed of " + SEEDS + " finds it");
  }
}
