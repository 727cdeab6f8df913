package com.trafficprediction.serving.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.planner.PeakHours;
import com.trafficprediction.core.planner.ReferenceSpeed;
import com.trafficprediction.serving.corridor.CorridorDays;
import com.trafficprediction.serving.json.ApiJson;
import com.trafficprediction.storage.records.Absent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A corridor day by day and hour by hour; columns of 24 are local hours.
 *
 * @param watermark nothing is known from this instant on
 * @param firstDay where the run's data begin: earlier days can be asked for down to here
 * @param referenceMph speed that delay is measured against, miles per hour
 * @param minDays days under which nothing is usual
 * @param minObservedShare a day or an hour counts towards the usual one from this share on
 * @param days oldest first
 * @param usual Monday first
 */
record CorridorDaysBody(
    String run,
    long watermark,
    String zone,
    String corridor,
    String firstDay,
    int referenceMph,
    int minDays,
    double minObservedShare,
    List<Day> days,
    List<Usual> usual) {
  private static final double THOUSANDTHS = 1000;

  /**
   * A local day; null what cannot be had.
   *
   * @param dayOfWeek 1 Monday to 7 Sunday; a holiday is 7
   * @param complete false when the data begin or end within it
   * @param observedShare share of length and time that was observed, 0 to 1
   * @param vehicleKm vehicle-kilometres, imputed flow included
   * @param vehicleHours vehicle-hours where speed was observed
   * @param delayVehicleHours vehicle-hours lost against the reference speed
   * @param congestedKmHours length under 45 mph summed over time
   */
  record Day(
      String day,
      int dayOfWeek,
      boolean complete,
      @Nullable Double observedShare,
      @Nullable Double vehicleKm,
      @Nullable Double vehicleHours,
      @Nullable Double speedKmh,
      @Nullable Double delayVehicleHours,
      @Nullable Double congestedKmHours,
      Hours hours) {
    static Day of(CorridorDays.Day day) {
      CorridorDays.Figures total = day.total();
      return new Day(
          day.day().toString(),
          day.dayOfWeek(),
          day.complete(),
          Absent.orNull(rounded(total.observedShare())),
          Absent.orNull(rounded(total.vehicleKm())),
          Absent.orNull(rounded(total.vehicleHours())),
          Absent.orNull(rounded(total.speedKmh())),
          Absent.orNull(rounded(total.delayVehicleHours())),
          Absent.orNull(rounded(total.congestedKmHours())),
          new Hours(
              column(day.hours(), CorridorDays.Figures::observedShare),
              column(day.hours(), CorridorDays.Figures::speedKmh),
              column(day.hours(), CorridorDays.Figures::delayVehicleHours),
              column(day.hours(), CorridorDays.Figures::congestedKmHours)));
    }
  }

  /** The hours of a day. */
  record Hours(
      List<Double> observedShare,
      List<Double> speedKmh,
      List<Double> delayVehicleHours,
      List<Double> congestedKmHours) {}

  /**
   * What is usual on a day of the week.
   *
   * @param dayOfWeek 1 Monday to 7 Sunday; holidays are among the Sundays
   * @param days days observed well enough
   */
  record Usual(
      int dayOfWeek,
      int days,
      Spread delayVehicleHours,
      Spread congestedKmHours,
      UsualHours hours) {
    static Usual of(CorridorDays.Usual usual) {
      return new Usual(
          usual.dayOfWeek(),
          usual.days(),
          Spread.of(usual.delayVehicleHours()),
          Spread.of(usual.congestedKmHours()),
          new UsualHours(
              usual.hours().stream().map(CorridorDays.UsualHour::days).toList(),
              Spreads.of(usual.hours().stream().map(CorridorDays.UsualHour::speedKmh).toList()),
              Spreads.of(
                  usual.hours().stream().map(CorridorDays.UsualHour::delayVehicleHours).toList()),
              Spreads.of(
                  usual.hours().stream().map(CorridorDays.UsualHour::congestedKmHours).toList())));
    }
  }

  /** What is usual in each hour. */
  record UsualHours(
      List<Integer> days, Spreads speedKmh, Spreads delayVehicleHours, Spreads congestedKmHours) {}

  /** Least, median and greatest of the days; null under the fewest days that say something. */
  record Spread(@Nullable Double least, @Nullable Double median, @Nullable Double greatest) {
    static Spread of(CorridorDays.Range range) {
      return new Spread(
          Absent.orNull(rounded(range.least())),
          Absent.orNull(rounded(range.median())),
          Absent.orNull(rounded(range.greatest())));
    }
  }

  /** The same, hour by hour. */
  record Spreads(List<Double> least, List<Double> median, List<Double> greatest) {
    static Spreads of(List<CorridorDays.Range> ranges) {
      return new Spreads(
          column(ranges, CorridorDays.Range::least),
          column(ranges, CorridorDays.Range::median),
          column(ranges, CorridorDays.Range::greatest));
    }
  }

  /** A line of the table: one hour of one day. */
  private record Line(
      String corridor,
      String day,
      int dayOfWeek,
      int hour,
      Double observedShare,
      Double speedKmh,
      Double usualSpeedKmh,
      Double delayVehicleHours,
      Double usualDelayVehicleHours,
      Double congestedKmHours,
      Double usualCongestedKmHours,
      int usualDays) {}

  static CorridorDaysBody of(
      String run,
      long watermark,
      String corridor,
      LocalCalendar calendar,
      LocalDate firstDay,
      List<CorridorDays.Day> days) {
    return new CorridorDaysBody(
        run,
        watermark,
        calendar.zone().getId(),
        corridor,
        firstDay.toString(),
        ReferenceSpeed.DEFAULT.mph(),
        PeakHours.MIN_DAYS,
        CorridorDays.MIN_OBSERVED_SHARE,
        days.stream().map(Day::of).toList(),
        CorridorDays.usual(days).stream().map(Usual::of).toList());
  }

  private static <T> List<Double> column(List<T> of, ToDoubleFunction<T> value) {
    return of.stream().map(item -> rounded(value.applyAsDouble(item))).toList();
  }

  private static double rounded(double value) {
    return Double.isNaN(value) ? value : Math.round(value * THOUSANDTHS) / THOUSANDTHS;
  }

  /** A line per day and hour. */
  List<JsonNode> table() {
    List<JsonNode> lines = new ArrayList<>();
    for (Day day : days) {
      UsualHours usually = usual.get(day.dayOfWeek() - 1).hours();
      for (int hour = 0; hour < usually.days().size(); hour++) {
        lines.add(
            ApiJson.tree(
                new Line(
                    corridor,
                    day.day(),
                    day.dayOfWeek(),
                    hour,
                    day.hours().observedShare().get(hour),
                    day.hours().speedKmh().get(hour),
                    usually.speedKmh().median().get(hour),
                    day.hours().delayVehicleHours().get(hour),
                    usually.delayVehicleHours().median().get(hour),
                    day.hours().congestedKmHours().get(hour),
                    usually.congestedKmHours().median().get(hour),
                    usually.days().get(hour))));
      }
    }
    return lines;
  }
}
