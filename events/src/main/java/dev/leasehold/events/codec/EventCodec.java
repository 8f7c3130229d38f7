package dev.leasehold.events.codec;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.leasehold.events.Commit;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Event;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Commits, beats and claims as JSON bytes, and back.
///
/// What is read is checked to the letter: unknown events, unknown, missing or misplaced fields,
/// nulls where none may be and anything behind the end are a [CorruptLog]. Any text can be written,
/// also one that is no proper Unicode: all but ASCII is escaped. Immutable; any thread may use it.
public final class EventCodec {

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /// Most commits fit without growing.
  private static final int USUAL_BYTES = 1024;

  private static final Forms FORMS = new Forms();
  private static final Form<Object> EVENT = FORMS.ofEvent();
  private static final Form<Object> COMMIT = FORMS.ofRecord(Commit.class);
  private static final Form<Object> BEAT = FORMS.ofRecord(Beat.class);
  private static final Form<Object> EPOCH_STARTED = FORMS.ofRecord(EpochStarted.class);

  private EventCodec() {}

  /// Writes one event, as it stands in its commit.
  public static byte[] write(Event event) {
    return written(EVENT, event);
  }

  /// Reads one event, as it stands in its commit.
  public static Event readEvent(byte[] json) {
    return (Event) read(EVENT, json);
  }

  /// Writes the plaintext of a commit's record.
  public static byte[] write(Commit commit) {
    return written(COMMIT, commit);
  }

  /// Reads the plaintext of a commit's record.
  public static Commit readCommit(byte[] json) {
    return (Commit) read(COMMIT, json);
  }

  /// Writes the plaintext of a beat's record.
  public static byte[] write(Beat beat) {
    return written(BEAT, beat);
  }

  /// Reads the plaintext of a beat's record.
  public static Beat readBeat(byte[] json) {
    return (Beat) read(BEAT, json);
  }

  /// Writes the plaintext of a claim's first record.
  public static byte[] write(EpochStarted claim) {
    return written(EPOCH_STARTED, claim);
  }

  /// Reads the plaintext of a claim's first record.
  public static EpochStarted readEpochStarted(byte[] json) {
    return (EpochStarted) read(EPOCH_STARTED, json);
  }

  private static byte[] written(Form<Object> form, Object value) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(USUAL_BYTES)) {
      try (JsonGenerator out = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
        form.write(value, out);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  private static Object read(Form<Object> form, byte[] json) {
    try (JsonParser in = JSON.createParser(json)) {
      in.nextToken();
      Object value = form.read(in);
      if (in.nextToken() != null) {
        throw new CorruptLog("a record goes on behind its end");
      }
      return value;
    } catch (StreamReadException e) {
      // The parser's own text may quote what it read, so only the place is passed on.
      throw new CorruptLog("a record is no JSON at byte " + e.getLocation().getByteOffset());
    } catch (IOException e) {
      throw new CorruptLog("a record cannot be read as JSON");
    }
  }
}
