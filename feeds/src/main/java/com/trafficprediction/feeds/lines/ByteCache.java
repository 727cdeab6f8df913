package com.trafficprediction.feeds.lines;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was made of a field's text, found again by the field's bytes: a feed repeats the
 * same few thousand timestamps and ids in millions of rows, and parsing one anew costs ten times as
 * much as comparing it. Bounded: a text has a few slots it may stand in, and pushes another one out
 * when they are taken, which costs time and nothing else. For use by one thread.
 */
final class ByteCache<T> {
  private static final int PRIME = 31;

  /** 2^32 over the golden ratio: spreads texts that differ in the last digits alone. */
  private static final int SPREAD = 0x9E3779B9;

  private static final int SLOTS_PER_TEXT = 4;

  private final Function<String, T> make;
  private final byte[][] keys;
  private final @Nullable Object[] values;
  private final int shift;

  /**
   * @param bits the cache holds 2 to this power entries, at least 3
   * @param make pure: equal texts must give equal values
   */
  ByteCache(int bits, Function<String, T> make) {
    int size = 1 << bits;
    this.make = make;
    this.keys = new byte[size][];
    this.values = new Object[size];
    this.shift = Integer.SIZE - bits;
  }

  @SuppressWarnings("unchecked") // only results of make are stored
  T get(Fields fields, int field) {
    byte[] bytes = fields.bytes();
    int start = fields.start(field);
    int end = fields.end(field);
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = hash * PRIME + bytes[i];
    }
    int first = (hash * SPREAD) >>> shift;
    int slot = first;
    for (int probe = 0; probe < SLOTS_PER_TEXT; probe++) {
      slot = (first + probe) & (keys.length - 1);
      Object known = values[slot];
      if (known == null) {
        break;
      }
      if (Arrays.equals(keys[slot], 0, keys[slot].length, bytes, start, end)) {
        return (T) known;
      }
    }
    T made = make.apply(fields.text(field));
    keys[slot] = Arrays.copyOfRange(bytes, start, end);
    values[slot] = made;
    return made;
  }
}
