package com.trafficprediction.core.feature;

import static com.trafficprediction.core.feature.Feature.Use.ANALYSIS;
import static com.trafficprediction.core.feature.Feature.Use.MODEL;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.feature.Feature.Needs;
import com.trafficprediction.core.feature.Feature.Use;
import com.trafficprediction.core.window.Windows;
import java.time.LocalDate;
import java.util.List;

/** Where in the day, week and year the origin lies, in the network's local time. */
final class CalendarFeatures implements FeatureRow.Group {
  private static final double HOURS_PER_DAY = 24;

  @Override
  public List<Feature> features() {
    return List.of(
        feature("hour", "hour of the day, 0 to 23", ANALYSIS),
        feature("day_of_week", "0 Monday to 6 Sunday or holiday", ANALYSIS),
        feature("day_of_month", "1 to 31", ANALYSIS),
        feature("month", "1 to 12", ANALYSIS),
        feature("is_weekend", "1 on Saturday, Sunday and holidays", MODEL),
        feature("is_rush_hour", "1 on weekdays from 6 to 10 and from 15 to 19", ANALYSIS),
        feature("hour_sin", "sine of the time of day", MODEL),
        feature("hour_cos", "cosine of the time of day", MODEL));
  }

  @Override
  public void write(Origin at, FeatureRow row) {
    LocalCalendar calendar = at.calendar();
    long start = at.own().past().currentStart();
    int slot = calendar.slot(start);
    int hour = slot * Windows.MINUTES / 60;
    LocalDate date = calendar.date(start);
    boolean weekend = calendar.isWeekend(start);
    double angle = 2 * Math.PI * (slot * Windows.MINUTES / 60.0) / HOURS_PER_DAY;
    row.put(hour);
    row.put(calendar.dayOfWeek(start));
    row.put(date.getDayOfMonth());
    row.put(date.getMonthValue());
    row.put(weekend);
    row.put(!weekend && ((hour >= 6 && hour < 10) || (hour >= 15 && hour < 19)));
    // StrictMath: the same bits on every machine and JVM.
    row.put(StrictMath.sin(angle));
    row.put(StrictMath.cos(angle));
  }

  private static Feature feature(String name, String unit, Use use) {
    return new Feature(name, unit, Needs.SPEED, use, null);
  }
}
