package com.trafficprediction.serving.events;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Frames that many clients get: most are at the same place on the board, and want the same. The
 * last few are kept. Thread-safe.
 */
final class FrameCache {
  private static final int KEPT = 32;

  private final Map<Key, Piece> pieces =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Piece> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * What a client is to get.
   *
   * @param form which events, and in which form
   * @param from where the client is: an event id or a sequence
   * @param to sequence of the board
   */
  record Key(String form, String from, long to) {}

  /**
   * What it gets.
   *
   * @param frame the events
   * @param cursor sequence where the client is then
   */
  record Piece(Frame frame, long cursor) {}

  /** The piece of that key; made once. */
  synchronized Piece get(Key key, Supplier<Piece> make) {
    Piece known = pieces.get(key);
    if (known == null) {
      known = make.get();
      pieces.put(key, known);
    }
    return known;
  }
}
