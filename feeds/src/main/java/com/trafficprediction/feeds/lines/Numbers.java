package com.trafficprediction.feeds.lines;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Parses decimal numbers out of bytes, rounded exactly as {@link Double#parseDouble} rounds. */
final class Numbers {
  /** Stands for "not a number at all": no feed reports an infinity. */
  static final double GARBAGE = Double.POSITIVE_INFINITY;

  /**
   * Up to 15 digits fit a double exactly, and so does a power of ten up to 22: the quotient of two
   * exact doubles is correctly rounded (Clinger, "How to read floating point numbers accurately",
   * 1990).
   */
  private static final int MAX_FAST_DIGITS = 15;

  private static final double[] POWERS = new double[MAX_FAST_DIGITS + 1];

  static {
    double power = 1;
    for (int i = 0; i <= MAX_FAST_DIGITS; i++) {
      POWERS[i] = power;
      power *= 10;
    }
  }

  private Numbers() {}

  /**
   * The number in a range of bytes.
   *
   * @return the number; NaN for an empty field or the text NaN; {@link #GARBAGE} for anything else,
   *     infinities included
   */
  static double parse(byte[] bytes, int start, int end) {
    if (start == end) {
      return Double.NaN;
    }
    int at = start;
    boolean negative = bytes[at] == '-';
    if (negative) {
      at++;
    }
    long digits = 0;
    int digitCount = 0;
    int decimals = -1;
    for (; at < end; at++) {
      byte b = bytes[at];
      if (b >= '0' && b <= '9') {
        digits = digits * 10 + (b - '0');
        digitCount++;
        if (decimals >= 0) {
          decimals++;
        }
        if (digitCount > MAX_FAST_DIGITS) {
          return slow(bytes, start, end);
        }
      } else if (b == '.' && decimals < 0) {
        decimals = 0;
      } else {
        return slow(bytes, start, end);
      }
    }
    if (digitCount == 0) {
      return GARBAGE;
    }
    double value = decimals > 0 ? digits / POWERS[decimals] : digits;
    return negative ? -value : value;
  }

  private static double slow(byte[] bytes, int start, int end) {
    return parse(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
  }

  /** Like {@link #parse(byte[], int, int)}, of a text. */
  static double parse(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.toLowerCase(Locale.ROOT).equals("nan")) {
      return Double.NaN;
    }
    try {
      double value = decimal(stripped) ? Double.parseDouble(stripped) : GARBAGE;
      return Double.isInfinite(value) ? GARBAGE : value;
    } catch (NumberFormatException e) {
      return GARBAGE;
    }
  }

  /** False for what Java would take as well: 0x1p3, 12d, Infinity. */
  private static boolean decimal(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
  }
}
