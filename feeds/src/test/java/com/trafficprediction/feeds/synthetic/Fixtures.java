package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.feeds.source.DatasetIdentity;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/** Parameters for tests: the defaults, with a few of them changed. */
final class Fixtures {
  static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

  static final DatasetIdentity IDENTITY =
      new DatasetIdentity("synthetic", true, ZONE, Set.of(LocalDate.of(2025, 2, 17)));

  /** A Wednesday. */
  static final LocalDate WEDNESDAY = LocalDate.of(2025, 2, 19);

  private Fixtures() {}

  /** 5-minute readings of some days from the defaults' start. */
  static Settings parameters(int days) {
    return new Settings(days);
  }

  static SyntheticFeed feed(Settings parameters) {
    return SyntheticFeed.of(IDENTITY, parameters.build());
  }

  /** Changes single parameters. */
  static final class Settings {
    private static final SyntheticParameters BASE = SyntheticParameters.DEFAULTS;

    private final int days;
    private long seed = BASE.seed();
    private LocalDate start = BASE.startDate();
    private int freeways = BASE.freeways();
    private int segments = BASE.segments();
    private int interval = 300;
    private double incidents = BASE.incidentsPerSegmentDay();
    private double outages = BASE.outagesPerDetectorDay();
    private double stuck = BASE.stuckPerDetectorDay();
    private double imputed = BASE.imputedPerDetectorDay();
    private double lost = BASE.lostReadingShare();
    private double noise = BASE.noise();
    private double rain = BASE.rainDayShare();

    private Settings(int days) {
      this.days = days;
    }

    Settings seed(long value) {
      seed = value;
      return this;
    }

    Settings start(LocalDate value) {
      start = value;
      return this;
    }

    Settings freeways(int value) {
      freeways = value;
      return this;
    }

    Settings segments(int value) {
      segments = value;
      return this;
    }

    Settings interval(int seconds) {
      interval = seconds;
      return this;
    }

    Settings incidents(double value) {
      incidents = value;
      return this;
    }

    Settings noise(double value) {
      noise = value;
      return this;
    }

    Settings faults(double outages, double stuck, double imputed, double lost) {
      this.outages = outages;
      this.stuck = stuck;
      this.imputed = imputed;
      this.lost = lost;
      return this;
    }

    Settings faultless() {
      return faults(0, 0, 0, 0);
    }

    Settings rain(double value) {
      rain = value;
      return this;
    }

    SyntheticParameters build() {
      return new SyntheticParameters(
          seed, start, days, freeways, segments, interval, incidents, outages, stuck, imputed, lost,
          noise, rain);
    }
  }
}
