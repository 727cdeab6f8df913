package com.trafficprediction.feeds.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetrLaWeekRealDataTest {
  private final Path data = RealData.directory("metr-la-week");

  @Test
  void aWeekOfFiveMinutesOfEveryDetectorIsRead() throws IOException {
    Dataset dataset = Dataset.load(RealData.datasetFile("metr-la-week.yaml"));
    Drained drained = Drained.of(dataset, data, 2);
    assertThat(dataset.network(data).segments()).hasSize(207);
    assertThat(drained.counts().cells()).isEqualTo(7L * 288 * 207);
    assertThat(drained.rejected()).isEmpty();
    assertThat(drained.splits()).isEqualTo(2);
    assertThat(drained.speeds())
        .startsWith(
            "773869 2012-03-01T08:00:00Z %.2f".formatted(64.375 * 1.609344),
            "767541 2012-03-01T08:00:00Z %.2f".formatted(67.625 * 1.609344))
        .contains("773869 2012-03-08T07:55:00Z 106.22");
  }
}
