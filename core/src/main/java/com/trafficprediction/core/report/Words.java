package com.trafficprediction.core.report;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.units.SpeedUnit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures and names as people read them. */
final class Words {
  static final String NONE = "–";
  static final String NOT_MEASURED = "Not measured in this run.";

  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

  private Words() {}

  /** A number with so many decimals; a dash for NaN. A true minus sign aligns with digits. */
  static String number(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    return text.replace('-', '−').replace(',', '\u202f');
  }

  static String signed(double value, int decimals) {
    String text = number(value, decimals);
    return value > 0 ? "+" + text : text;
  }

  static String count(long value) {
    return number((double) value, 0);
  }

  /** A share of 1 in per cent. */
  static String percent(double share) {
    return Double.isFinite(share) ? number(100 * share, 1) + " %" : NONE;
  }

  static String mph(double kmh) {
    return number(SpeedUnit.MPH.fromKmh(kmh), 2);
  }

  static String horizon(Horizon horizon) {
    return horizon.minutes() + " min";
  }

  /** {@code gradient_boosted_trees} as "gradient boosted trees". */
  static String model(String key) {
    return key.replace('_', ' ');
  }

  static String dateTime(long epochMillis, ZoneId zone) {
    return DATE_TIME.format(Instant.ofEpochMilli(epochMillis).atZone(zone));
  }

  static String date(long epochMillis, ZoneId zone) {
    return DATE.format(Instant.ofEpochMilli(epochMillis).atZone(zone));
  }

  static String date(LocalDate date) {
    return DATE.format(date);
  }

  static String hours(long millis) {
    double hours = millis / 3_600_000.0;
    return hours >= 48 ? number(hours / 24, 1) + " days" : number(hours, 1) + " h";
  }

  static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return NONE;
    }
    return seconds >= 120 ? number(seconds / 60, 1) + " min" : number(seconds, 1) + " s";
  }
}
