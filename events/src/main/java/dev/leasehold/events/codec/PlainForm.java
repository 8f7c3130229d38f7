package dev.leasehold.events.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.PayloadName;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/// The forms of values without parts. No token is taken for another: a number in quotes is not a
/// number, and a time is written as [Instant#toString()] writes it, to the nanosecond.
enum PlainForm implements Form<Object> {
  TEXT {
    @Override
    public void write(Object value, JsonGenerator out) throws IOException {
      out.writeString((String) value);
    }

    @Override
    public Object read(JsonParser in) throws IOException {
      expect(JsonToken.VALUE_STRING, in);
      return in.getText();
    }
  },
  LONG {
    @Override
    public void write(Object value, JsonGenerator out) throws IOException {
      out.writeNumber((long) value);
    }

    @Override
    public Object read(JsonParser in) throws IOException {
      expect(JsonToken.VALUE_NUMBER_INT, in);
      return in.getLongValue();
    }
  },
  INT {
    @Override
    public void write(Object value, JsonGenerator out) throws IOException {
      out.writeNumber((int) value);
    }

    @Override
    public Object read(JsonParser in) throws IOException {
      expect(JsonToken.VALUE_NUMBER_INT, in);
      return in.getIntValue();
    }
  },
  BOOLEAN {
    @Override
    public void write(Object value, JsonGenerator out) throws IOException {
      out.writeBoolean((boolean) value);
    }

    @Override
    public Object read(JsonParser in) throws IOException {
      if (in.currentToken() != JsonToken.VALUE_TRUE) {
        expect(JsonToken.VALUE_FALSE, in);
        return false;
      }
      return true;
    }
  },
  INSTANT {
    @Override
    public void write(Object value, JsonGenerator out) throws IOException {
      out.writeString(InstantText.of((Instant) value));
    }

    @Override
    public Object read(JsonParser in) throws IOException {
      expect(JsonToken.VALUE_STRING, in);
      String text = in.getText();
      try {
        Instant read = Instant.parse(text);
        if (InstantText.of(read).equals(text)) {
          return read;
        }
      } catch (DateTimeException e) {
        throw new CorruptLog("a time that is none", e);
      }
      throw new CorruptLog("a time that is not written as we write it");
    }
  },
  PAYLOAD_NAME {
    @Override
    public void write(Object value, JsonGenerator out) throws IOException {
      out.writeString(((PayloadName) value).hex());
    }

    @Override
    public Object read(JsonParser in) throws IOException {
      expect(JsonToken.VALUE_STRING, in);
      try {
        return new PayloadName(in.getText());
      } catch (IllegalArgumentException e) {
        throw new CorruptLog("a payload's name that is none", e);
      }
    }
  };

  static void expect(JsonToken wanted, JsonParser in) {
    if (in.currentToken() != wanted) {
      throw new CorruptLog(wanted + " expected, found " + in.currentToken());
    }
  }
}
