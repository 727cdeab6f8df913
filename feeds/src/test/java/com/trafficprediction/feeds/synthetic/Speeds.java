package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.reading.RawReading;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A run of 5-minute readings as tables of segment by window; imputed and missing ones are NaN. */
final class Speeds {
  static final int WINDOW_MILLIS = 300_000;

  final Network network;
  final long startMillis;
  final double[][] speedKmh;
  final double[][] flowVph;
  final double[][] occupancyPercent;

  Speeds(SyntheticFeed feed) {
    network = feed.network();
    startMillis = millis(feed, 0);
    int windows = (int) ((millis(feed, feed.parameters().days()) - startMillis) / WINDOW_MILLIS);
    speedKmh = empty(windows);
    flowVph = empty(windows);
    occupancyPercent = empty(windows);
    feed.readings().forEach(this::add);
  }

  private static long millis(SyntheticFeed feed, int day) {
    return feed.parameters()
        .startDate()
        .plusDays(day)
        .atStartOfDay(feed.network().zone())
        .toInstant()
        .toEpochMilli();
  }

  private double[][] empty(int windows) {
    double[][] table = new double[network.segments().size()][windows];
    for (double[] row : table) {
      Arrays.fill(row, Double.NaN);
    }
    return table;
  }

  private void add(RawReading reading) {
    String id = String.valueOf(reading.segmentId());
    Long time = reading.timestampMillis();
    if (time != null && value(reading.observedPercent()) > 0) {
      int segment = network.indexOf(id);
      int window = window(time);
      speedKmh[segment][window] = value(reading.speedKmh());
      flowVph[segment][window] = value(reading.volumeVph());
      occupancyPercent[segment][window] = value(reading.occupancyPercent());
    }
  }

  private static double value(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  int windows() {
    return speedKmh[0].length;
  }

  int window(long millis) {
    return (int) ((millis - startMillis) / WINDOW_MILLIS);
  }

  long millis(int window) {
    return startMillis + (long) window * WINDOW_MILLIS;
  }
}
