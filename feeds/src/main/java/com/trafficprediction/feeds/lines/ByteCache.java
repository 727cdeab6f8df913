package com.trafficprediction.feeds.lines;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was made of a field's text, found again by the field's bytes: a feed repeats the
 * same few thousand timestamps and ids in millions of rows, and parsing one anew costs ten times as
 * much as comparing it. Direct-mapped, so that it is bounded: a text may push another one out,
 * which costs time and nothing else. For use by one thread.
 */
final class ByteCache<T> {
  private static final int PRIME = 31;

  private final Function<String, T> make;
  private final byte[][] keys;
  private final @Nullable Object[] values;
  private final int mask;

  /**
   * @param size number of entries, a power of two
   * @param make pure: equal texts must give equal values
   */
  ByteCache(int size, Function<String, T> make) {
    this.make = make;
    this.keys = new byte[size][];
    this.values = new Object[size];
    this.mask = size - 1;
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
    int slot = (hash ^ (hash >>> 15)) & mask;
    Object known = values[slot];
    if (known != null && Arrays.equals(keys[slot], 0, keys[slot].length, bytes, start, end)) {
      return (T) known;
    }
    T made = make.apply(fields.text(field));
    keys[slot] = Arrays.copyOfRange(bytes, start, end);
    values[slot] = made;
    return made;
  }
}
