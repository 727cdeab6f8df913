package com.trafficprediction.core.report;

/**
 * Maps values to pixels, with ends at round numbers.
 *
 * @param low least value shown
 * @param high greatest value shown
 * @param step distance of ticks
 * @param from pixel of {@code low}
 * @param to pixel of {@code high}
 */
record Scale(double low, double high, double step, double from, double to) {

  /** A scale that holds both values, with about {@code ticks} ticks. */
  static Scale holding(double least, double greatest, int ticks, double from, double to) {
    double span = greatest > least ? greatest - least : Math.max(1, Math.abs(least));
    double raw = span / ticks;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double digit = raw / power;
    double step = (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power;
    double low = Math.floor(least / step + 1e-9) * step;
    double high = Math.ceil((least + span) / step - 1e-9) * step;
    return new Scale(low, high, step, from, to);
  }

  double pixel(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  int ticks() {
    return (int) Math.round((high - low) / step) + 1;
  }

  double tick(int index) {
    return low + index * step;
  }

  int decimals() {
    return step >= 1 ? 0 : step >= 0.1 ? 1 : 2;
  }
}
