package dev.leasehold.verticles.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/// The program with a fault planted: its classes are loaded anew, one or two of them with an
/// instruction replaced. So the program itself needs no hook by which a fault could be switched on.
final class Mutant extends ClassLoader {
  private static final String OURS = "dev.leasehold.";

  private final Map<String, List<ClassTransform>> faults = new HashMap<>();

  Mutant() {
    super(Mutant.class.getClassLoader());
  }

  /// What stands in the place of an instruction.
  interface Replacement {
    void write(CodeBuilder code, CodeElement replaced);
  }

  /// Replaces those instructions of a method that fit.
  Mutant plant(
      String className, String method, Predicate<CodeElement> fits, Replacement replacement) {
    CodeTransform code =
        (builder, element) -> {
          if (fits.test(element)) {
            replacement.write(builder, element);
          } else {
            builder.with(element);
          }
        };
    ClassTransform planted =
        ClassTransform.transformingMethodBodies(
            each -> each.methodName().equalsString(method), code);
    faults.computeIfAbsent(OURS + className, none -> new ArrayList<>()).add(planted);
    return this;
  }

  /// Loads what faults were planted into, so that one that does not fit is no finding.
  Mutant grown() {
    try {
      for (String name : faults.keySet()) {
        Class.forName(name, true, this);
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  /// Runs one seed of the simulation in this program.
  void run(long seed) {
    try {
      Class<?> runs = loadClass(OneSeed.class.getName());
      ((LongConsumer) runs.getDeclaredConstructor().newInstance()).accept(seed);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream source = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (source == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = source.readAllBytes();
      ClassFile format = ClassFile.of();
      for (ClassTransform fault : faults.getOrDefault(name, List.of())) {
        bytes = format.transformClass(format.parse(bytes), fault);
      }
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
