package com.trafficprediction.speed.trial;

import com.trafficprediction.core.incident.IncidentScore;
import java.util.Locale;

/** Scores as a Markdown table, a row per kind of incident. */
public final class TrialTable {
  private static final double GOAL_MINUTES = 10;

  private final StringBuilder text = new StringBuilder();

  /** A table with its heading. */
  public TrialTable() {
    text.append(
        """
        | incidents | known | found | within 10 min | mean min | median min | false alarms a day |
        | --- | --: | --: | --: | --: | --: | --: |
        """);
  }

  /** Adds a row. */
  public void add(String kind, IncidentScore score) {
    text.append(
        String.format(
            Locale.ROOT,
            "| %s | %d | %s | %s | %s | %s | %.2f |%n",
            kind,
            score.known(),
            percent(score.detectionRate()),
            percent(score.detectionRateWithin(GOAL_MINUTES)),
            minutes(score.meanMinutesToDetect()),
            minutes(score.medianMinutesToDetect()),
            score.falseAlarmsPerDay()));
  }

  static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static String minutes(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.1f", value);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
