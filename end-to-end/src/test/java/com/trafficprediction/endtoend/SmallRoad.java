package com.trafficprediction.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A day of a short made-up freeway, and the configuration that makes the speed layer accept it. */
final class SmallRoad {
  private SmallRoad() {}

  static Path dataset(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("road.yaml"),
        """
        name: road
        description: a day of a made-up freeway
        licence: none
        synthetic: true
        time_zone: America/Los_Angeles
        readings:
          format: synthetic
          model: {interval_seconds: 300, freeways: 1, segments: 6, days: 1, outages_per_detector_day: 0}
        """);
  }

  /**
   * A configuration of the speed layer.
   *
   * @param properties of {@code kafka}, as YAML in braces
   */
  static Path configuration(Path directory, Path dataset, String properties) throws IOException {
    return Files.writeString(
        directory.resolve("speed.yaml"),
        """
        kafka:
          properties: %s
        network:
          dataset: %s
        window:
          idle_seconds: 2
        """
            .formatted(properties, dataset));
  }
}
