package dev.leasehold.verticles.outbound.mysql;

import io.netty.buffer.ByteBuf;

/// Follows the answers to statements, packet by packet as the driver does, to know where a question
/// for a file may stand: the same byte begins a row whose first value is null.
///
/// ```text
/// start ─► ok, error ─► start
///       ─► a file is asked for: refused
///       ─► number of columns ─► columns ─► mark ─► rows ─► mark, error ─► start
/// ```
///
/// It goes for connections on which the mark behind the columns was agreed on. Used on one event
/// loop.
final class MysqlAnswers {
  static final int OK = 0x00;
  static final int ERROR = 0xff;

  private static final int FILE = 0xfb;
  private static final int MARK = 0xfe;

  /// More columns than any server sends.
  private static final int MOST_COLUMNS = 4096;

  private Place place = Place.START;
  private long columns;

  private enum Place {
    START,
    COLUMNS,
    MARK,
    ROWS
  }

  /// Whether the driver may have this packet, whose body begins there.
  boolean take(ByteBuf packet, int body) {
    int first = packet.getUnsignedByte(body);
    switch (place) {
      case START -> {
        if (first == OK || first == ERROR) {
          return true;
        }
        columns = first < FILE ? first : first == 0xfc ? twoBytes(packet, body + 1) : 0;
        place = Place.COLUMNS;
        return columns > 0 && columns <= MOST_COLUMNS;
      }
      case COLUMNS -> {
        columns--;
        place = columns == 0 ? Place.MARK : Place.COLUMNS;
      }
      case MARK -> {
        place = Place.ROWS;
        return first == MARK;
      }
      case ROWS -> place = first == ERROR || first == MARK ? Place.START : Place.ROWS;
    }
    return true;
  }

  private static int twoBytes(ByteBuf packet, int at) {
    return packet.writerIndex() < at + 2 ? 0 : packet.getUnsignedShortLE(at);
  }
}
