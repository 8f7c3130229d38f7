package dev.leasehold.verticles.process;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// What the operating system tells a process. The JDK's class for it is no part of its published
/// interface, and naming it in a source is a warning: hence the look-up by name.
final class Signals {
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private Signals() {}

  /// Runs an action, on a thread of the JDK's, whenever this signal (`TERM`, say) arrives. A system
  /// that does not know the signal, or keeps it for itself, leaves it as it is.
  static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName(SIGNAL);
      Class<?> handler = Class.forName(HANDLER);
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      Object asked =
          lookup
              .findConstructor(signal, MethodType.methodType(void.class, String.class))
              .invoke(name);
      Object run =
          MethodHandleProxies.asInterfaceInstance(
              handler,
              MethodHandles.dropArguments(
                  MethodHandles.lookup()
                      .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                      .bindTo(action),
                  0,
                  signal));
      lookup
          .findStatic(signal, "handle", MethodType.methodType(handler, signal, handler))
          .invoke(asked, run);
    } catch (IllegalArgumentException unknownHere) {
      System.getLogger(Signals.class.getName())
          .log(System.Logger.Level.DEBUG, "signal {0} cannot be heard here", name);
    } catch (Throwable e) { // invoke declares it
      throw new IllegalStateException("signals cannot be heard", e);
    }
  }
}
