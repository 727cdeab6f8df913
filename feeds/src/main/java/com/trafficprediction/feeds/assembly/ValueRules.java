package com.trafficprediction.feeds.assembly;

import com.trafficprediction.feeds.mapping.ValuesMapping;
import com.trafficprediction.feeds.mapping.ValuesMapping.Per;
import com.trafficprediction.feeds.mapping.ValuesMapping.Share;
import com.trafficprediction.feeds.mapping.ValuesMapping.VolumeLanes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns values as a feed writes them into the system's units. Immutable and thread-safe. */
public final class ValueRules {
  private static final double SECONDS_PER_HOUR = 3600;

  private final ValuesMapping mapping;
  private final Set<String> missingTexts;
  private final double[] missingNumbers;
  private final double[] missingSpeeds;

  public ValueRules(ValuesMapping mapping) {
    this.mapping = mapping;
    this.missingTexts =
        mapping.missing().stream()
            .map(m -> m.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    this.missingNumbers = numbers(mapping.missing());
    this.missingSpeeds = numbers(mapping.missingSpeed());
  }

  private static double[] numbers(List<String> markers) {
    return markers.stream()
        .map(ValueRules::number)
        .flatMap(Optional::stream)
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static Optional<Double> number(String marker) {
    try {
      return Optional.of(Double.valueOf(marker));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** True when a text that is not a number stands for "no value". */
  public boolean isMissing(String text) {
    return missingTexts.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  private static boolean among(double value, double[] markers) {
    for (double marker : markers) {
      if (value == marker) {
        return true;
      }
    }
    return false;
  }

  private boolean absent(double value) {
    return Double.isNaN(value) || among(value, missingNumbers);
  }

  /** Speed in km/h; null when missing. */
  public @Nullable Double speedKmh(double speed) {
    return absent(speed) || among(speed, missingSpeeds)
        ? null
        : (Double) mapping.speedUnit().toKmh(speed);
  }

  /**
   * Flow in vehicles per hour over all lanes; null when missing, or when it is given per lane and
   * the number of lanes is unknown.
   *
   * @param lanes number of lanes, 0 when unknown
   */
  public @Nullable Double volumeVph(double volume, int intervalSeconds, int lanes) {
    boolean perLane = mapping.volumeLanes() == VolumeLanes.PER_LANE;
    if (absent(volume) || (perLane && lanes == 0)) {
      return null;
    }
    double total = perLane ? volume * lanes : volume;
    return mapping.volumePer() == Per.INTERVAL ? total * SECONDS_PER_HOUR / intervalSeconds : total;
  }

  /** Occupancy in percent; null when missing. */
  public @Nullable Double occupancyPercent(double occupancy) {
    return percent(occupancy, mapping.occupancyUnit());
  }

  /** Observed share in percent; null when missing. */
  public @Nullable Double observedPercent(double observed) {
    return percent(observed, mapping.observedUnit());
  }

  private @Nullable Double percent(double value, @Nullable Share unit) {
    return unit == null || absent(value) ? null : (Double) unit.toPercent(value);
  }

  /** True when this mark says that the reading was made up by its source. */
  public boolean isImputedMark(String mark) {
    return mapping.imputedMarks().contains(mark.strip());
  }
}
