package com.trafficprediction.feeds.synthetic;

import static com.trafficprediction.feeds.synthetic.Fixtures.feed;
import static com.trafficprediction.feeds.synthetic.Fixtures.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.units.LengthUnit;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whether four weeks of the default network look like traffic. */
class TrafficRealismTest {
  private static final double CONGESTED_KMH = 45 * LengthUnit.KM_PER_MILE;
  private static final int PER_DAY = 288;

  @SuppressWarnings("NullAway.Init")
  private static Speeds month;

  @SuppressWarnings("NullAway.Init")
  private static LocalCalendar calendar;

  @BeforeAll
  static void simulate() {
    month = new Speeds(feed(parameters(28)));
    calendar = month.network.calendar();
  }

  @Test
  void aPlausibleShareOfReadingsIsCongested() {
    assertThat(congestedShare(w -> true)).isBetween(0.03, 0.15);
  }

  @Test
  void queuesAreForWorkingDays() {
    double working = congestedShare(w -> !calendar.isWeekend(month.millis(w)));
    double weekend = congestedShare(w -> calendar.isWeekend(month.millis(w)));
    assertThat(working).isGreaterThan(5 * weekend);
  }

  @Test
  void theMorningPeakIsMissingAtWeekendsAndOnHolidays() {
    double working = flowAtEight(LocalDate.of(2025, 2, 18));
    assertThat(flowAtEight(LocalDate.of(2025, 2, 16))).isLessThan(0.5 * working);
    assertThat(flowAtEight(LocalDate.of(2025, 2, 17))).isLessThan(0.5 * working);
    assertThat(flowAtEight(LocalDate.of(2025, 2, 20))).isCloseTo(working, within(0.25 * working));
  }

  @Test
  void directionsHaveTheirOwnRushHour() {
    int tuesday =
        month.window(
            LocalDate.of(2025, 2, 18).atStartOfDay(Fixtures.ZONE).toInstant().toEpochMilli());
    assertThat(peakHour("SY1-N", tuesday)).isBetween(6, 9);
    assertThat(peakHour("SY1-S", tuesday)).isBetween(14, 18);
  }

  @Test
  void nobodyFliesAndNobodyDrivesBackwards() {
    double[] speeds = observed();
    assertThat(speeds[0]).isGreaterThan(2);
    assertThat(speeds[(int) (0.999 * speeds.length)]).isLessThan(125);
    assertThat(speeds[speeds.length - 1]).isLessThan(150);
    assertThat(speeds[speeds.length / 2]).as("median").isBetween(95.0, 110.0);
  }

  @Test
  void withoutNoiseNoSpeedExceedsTheFreeSpeed() {
    Speeds exact = new Speeds(feed(parameters(3).noise(0).faultless()));
    double highest =
        Arrays.stream(exact.speedKmh).flatMapToDouble(Arrays::stream).max().orElseThrow();
    assertThat(highest).isLessThanOrEqualTo(CellTransmission.MAX_FREE_SPEED_KMH);
  }

  @Test
  void flowAgainstOccupancyHasAFreeAndACongestedBranch() {
    double[] flow = new double[20];
    double[] speed = new double[20];
    int[] count = new int[20];
    for (int s = 0; s < month.speedKmh.length; s++) {
      for (int w = 0; w < month.windows(); w++) {
        if (!Double.isNaN(month.speedKmh[s][w])) {
          int bin = Math.min(19, (int) (month.occupancyPercent[s][w] / 4));
          flow[bin] += month.flowVph[s][w] / month.network.segments().get(s).lanes();
          speed[bin] += month.speedKmh[s][w];
          count[bin]++;
        }
      }
    }
    for (int bin = 0; bin < 20; bin++) {
      flow[bin] /= count[bin];
      speed[bin] /= count[bin];
    }
    assertThat(flow[1]).isBetween(500.0, 1_400.0);
    assertThat(flow[2]).isGreaterThan(flow[1]);
    assertThat(flow[9]).as("36 to 40 %").isLessThan(flow[4]).isLessThan(1_500);
    assertThat(flow[13]).as("52 to 56 %").isLessThan(flow[9]);
    assertThat(speed[1]).isGreaterThan(95);
    assertThat(speed[9]).isLessThan(40);
  }

  @Test
  void itCanBeForecastButNotTrivially() {
    double[] persistence = new double[3];
    double[] average = new double[3];
    int[] steps = {3, 6, 12};
    for (int h = 0; h < 3; h++) {
      persistence[h] = Baselines.persistenceMph(month, steps[h]);
      average[h] = Baselines.historicalAverageMph(month, steps[h]);
    }
    System.out.printf(
        "synthetic, 28 days, last 20 %%: MAE in mph at 15/30/60 min: persistence %.2f/%.2f/%.2f,"
            + " historical average %.2f/%.2f/%.2f; congested %.1f %%%n",
        persistence[0],
        persistence[1],
        persistence[2],
        average[0],
        average[1],
        average[2],
        100 * congestedShare(w -> true));
    assertThat(persistence[0]).isBetween(1.3, 2.6);
    assertThat(persistence[1]).isBetween(1.15 * persistence[0], 3.6);
    assertThat(persistence[2]).isBetween(1.15 * persistence[1], 5.0);
    assertThat(average[0]).isBetween(2.0, 4.5);
  }

  private static double congestedShare(IntPredicate windows) {
    long congested = 0;
    long all = 0;
    for (double[] row : month.speedKmh) {
      for (int w = 0; w < row.length; w++) {
        if (!Double.isNaN(row[w]) && windows.test(w)) {
          all++;
          congested += row[w] < CONGESTED_KMH ? 1 : 0;
        }
      }
    }
    return congested / (double) all;
  }

  private static double flowAtEight(LocalDate date) {
    int window = month.window(date.atTime(8, 0).atZone(Fixtures.ZONE).toInstant().toEpochMilli());
    double sum = 0;
    int n = 0;
    for (double[] row : month.flowVph) {
      for (int w = window - 6; w < window + 6; w++) {
        if (!Double.isNaN(row[w])) {
          sum += row[w];
          n++;
        }
      }
    }
    return sum / n;
  }

  /** The hour in which a chain's first station counts the most. */
  private static int peakHour(String chain, int midnight) {
    Segment first =
        month.network.segments().stream()
            .filter(s -> s.chain().orElseThrow().chainId().equals(chain))
            .filter(s -> s.chain().orElseThrow().laneType() == LaneType.MAINLINE)
            .findFirst()
            .orElseThrow();
    double[] flow = month.flowVph[month.network.indexOf(first.id())];
    double[] hours = new double[24];
    for (int w = 0; w < PER_DAY; w++) {
      hours[w / 12] += Double.isNaN(flow[midnight + w]) ? 0 : flow[midnight + w];
    }
    int best = 0;
    for (int hour = 1; hour < 24; hour++) {
      best = hours[hour] > hours[best] ? hour : best;
    }
    return best;
  }

  private static double[] observed() {
    return Arrays.stream(month.speedKmh)
        .flatMapToDouble(Arrays::stream)
        .filter(v -> !Double.isNaN(v))
        .sorted()
        .toArray();
  }
}
