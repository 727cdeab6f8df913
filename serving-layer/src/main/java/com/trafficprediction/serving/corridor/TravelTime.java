package com.trafficprediction.serving.corridor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Travel time over stations, in the order of travel. A car drives each station's length at the
 * speed there when it arrives: by the trajectory method for forecasts, by what is observed now for
 * the instantaneous time. A station without a speed is a gap: its length is left out and named.
 *
 * @param minutes time over the covered length; NaN when nothing is covered
 * @param coveredKm length of the stations with a speed
 * @param totalKm length of all
 * @param gaps stations without a speed, in order
 */
public record TravelTime(double minutes, double coveredKm, double totalKm, List<String> gaps) {
  private static final double MINUTES_PER_HOUR = 60;

  /** A car is not slower than this: 5 km/h, walking pace. It keeps a standstill finite. */
  static final double LEAST_KMH = 5;

  /** The time of a car that departs now, given the speeds that it will meet. */
  public static TravelTime trajectory(
      List<Station> stations, Function<Station, SpeedCurve> speeds) {
    double minutes = 0;
    double covered = 0;
    double total = 0;
    List<String> gaps = new ArrayList<>();
    for (Station station : stations) {
      total += station.lengthKm();
      double speed = speeds.apply(station).at(minutes);
      if (Double.isNaN(speed)) {
        gaps.add(station.segmentId());
        continue;
      }
      covered += station.lengthKm();
      minutes += MINUTES_PER_HOUR * station.lengthKm() / Math.max(LEAST_KMH, speed);
    }
    return new TravelTime(covered == 0 ? Double.NaN : minutes, covered, total, List.copyOf(gaps));
  }

  /** The time if every speed stayed as it is now. */
  public static TravelTime instantaneous(List<Station> stations) {
    return trajectory(stations, station -> station.speeds().frozen());
  }

  /** The time at free flow over the stations that another time covers. */
  public static double freeFlowMinutes(List<Station> stations, TravelTime like) {
    double minutes = 0;
    for (Station station : stations) {
      if (!like.gaps().contains(station.segmentId())) {
        minutes += MINUTES_PER_HOUR * station.lengthKm() / station.freeFlowKmh();
      }
    }
    return minutes;
  }

  /** Share of the length that is covered, 0 to 1. */
  public double coveredShare() {
    return totalKm == 0 ? 0 : coveredKm / totalKm;
  }
}
