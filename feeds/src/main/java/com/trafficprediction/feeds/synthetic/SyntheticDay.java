package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.feeds.synthetic.SampleLog.Totals;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All readings of one service day, from 03:00 local time to 03:00 of the next day. Immutable and
 * thread-safe once built.
 */
final class SyntheticDay {
  /** What the loops report: one sample every half minute, as Caltrans controllers do. */
  static final int SAMPLE_SECONDS = 30;

  static final long SAMPLE_MILLIS = SAMPLE_SECONDS * 1000L;

  private static final double PERCENT = 100;

  private final String source;
  private final ServiceDay day;
  private final List<Station> stations;
  private final List<SampleLog> logs;

  /**
   * @param source name of the data set, part of event ids
   * @param stations by segment id, ascending
   * @param logs one per station, in the same order
   */
  SyntheticDay(String source, ServiceDay day, List<Station> stations, List<SampleLog> logs) {
    this.source = source;
    this.day = day;
    this.stations = stations;
    this.logs = logs;
  }

  /**
   * Readings that start inside a period, by time and then by segment id.
   *
   * @param fromMillis first instant
   * @param toMillis first instant no longer wanted
   * @param intervalSeconds seconds a reading covers: a multiple of {@value #SAMPLE_SECONDS} that
   *     divides five minutes
   */
  Stream<RawReading> readings(long fromMillis, long toMillis, int intervalSeconds) {
    int samples = intervalSeconds / SAMPLE_SECONDS;
    long first = Math.max(fromMillis, day.startMillis());
    long last = Math.min(toMillis, day.endMillis());
    int intervals = (int) Math.max(0, (last - first) / (intervalSeconds * 1000L));
    int offset = (int) ((first - day.startMillis()) / SAMPLE_MILLIS);
    return IntStream.range(0, intervals).boxed().flatMap(i -> at(offset + i * samples, samples));
  }

  private Stream<RawReading> at(int sample, int count) {
    return IntStream.range(0, stations.size())
        .mapToObj(station -> reading(station, sample, count))
        .flatMap(Stream::ofNullable);
  }

  private @Nullable RawReading reading(int index, int sample, int count) {
    Totals totals = logs.get(index).totals(sample, count);
    if (totals.samples() == 0) {
      return null;
    }
    Station station = stations.get(index);
    String id = station.segment().id();
    long start = day.startMillis() + sample * SAMPLE_MILLIS;
    double observed = totals.observed() ? PERCENT * totals.samples() / count : 0;
    return new RawReading(
        ReadingValidator.eventId(source, id, start),
        id,
        start,
        count * SAMPLE_SECONDS,
        totals.weight() == 0
            ? null
            : Quantity.fromCenti(
                (int) Math.round(totals.weightedSpeedCenti() / (double) totals.weight())),
        totals.vehicles() * 3600.0 / (totals.samples() * SAMPLE_SECONDS),
        Quantity.fromCenti((int) Math.round(totals.occupancyCenti() / (double) totals.samples())),
        observed,
        station.segment().latitude(),
        station.segment().longitude());
  }
}
