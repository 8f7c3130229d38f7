package dev.leasehold.verticles.engine;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Fault;
import dev.leasehold.verticles.request.JsonText;
import dev.leasehold.verticles.request.Refusal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/// A JSON object that a client may read again, as a payload: the data of a secret.
public final class JsonPayload {
  private static final Reveal TO_ANSWER = Reveal.because("a secret is read by who may read it");

  private JsonPayload() {}

  /// A new payload of this object, under a name that is drawn.
  public static Payload payload(Call call, Map<String, ?> data) {
    return payload(call.entropy(), data);
  }

  /// As above, where nobody asked.
  public static Payload payload(Entropy entropy, Map<String, ?> data) {
    byte[] json = JsonText.write(data);
    if (json.length > Payload.MAX_BYTES) {
      throw Refusal.of(Refusal.Kind.TOO_LARGE, "the secret is larger than a mebibyte");
    }
    String name = HexFormat.of().formatHex(entropy.bytes(PayloadName.BYTES));
    SecretBytes content = SecretBytes.copyOf(json);
    Arrays.fill(json, (byte) 0);
    return new Payload(new PayloadName(name), content);
  }

  /// The object of a payload that must be there.
  public static Map<String, Object> read(View state, PayloadName name) {
    SecretBytes content = state.payload(name);
    if (content == null) {
      throw new Fault("a payload is missing");
    }
    byte[] json = content.reveal(TO_ANSWER);
    try {
      return JsonText.readObject(json);
    } finally {
      Arrays.fill(json, (byte) 0);
    }
  }
}
