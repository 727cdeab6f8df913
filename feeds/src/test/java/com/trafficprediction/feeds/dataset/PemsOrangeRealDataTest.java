package com.trafficprediction.feeds.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.core.network.Direction;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.core.reading.ReferenceClock;
import com.trafficprediction.core.reading.Validation;
import com.trafficprediction.feeds.source.FeedRow;
import com.trafficprediction.feeds.source.ReaderCounts;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PemsOrangeRealDataTest {
  private final Path data = RealData.directory("pems-orange-2022");

  private static Dataset dataset() throws IOException {
    return Dataset.load(RealData.datasetFile("pems-orange-2022.yaml"));
  }

  @Test
  void everyRowIsReadOnceAndEveryKeptReadingIsValid() throws IOException {
    Dataset dataset = dataset();
    ReadingValidator validator =
        new ReadingValidator(dataset.network(data), dataset.name(), dataset.intervalSeconds());
    ReaderCounts counts = ReaderCounts.NONE;
    int invalid = 0;
    for (ReadingsSplit split : dataset.splits(data, 3)) {
      try (ReadingsReader reader = dataset.open(data, ReadingsSplit.decode(split.encode()))) {
        while (reader.advance()) {
          if (!(reader.current() instanceof FeedRow.Parsed parsed
              && validator.validate(parsed.reading(), ReferenceClock.UNBOUNDED)
                  instanceof Validation.Valid)) {
            invalid++;
          }
        }
        counts = counts.plus(reader.counts());
      }
    }
    assertThat(counts.cells()).isEqualTo(1_641_024);
    assertThat(counts.readings() + counts.missing()).isEqualTo(1_641_024 - counts.filtered());
    assertThat(counts.rejected()).isZero();
    assertThat(invalid).isZero();
  }

  @Test
  void aKnownRowComesOutInTheSystemsUnits() throws IOException {
    Dataset dataset = dataset();
    ReadingsSplit all = dataset.splits(data, 1).get(0);
    try (ReadingsReader reader = dataset.open(data, all)) {
      assertThat(reader.advance()).isTrue();
      RawReading expected =
          new RawReading(
              null,
              "1201989",
              Instant.parse("2022-01-01T08:00:00Z").toEpochMilli(),
              300,
              65.0 * 1.609344,
              24.0,
              0.2,
              100.0,
              null,
              null);
      assertThat(reader.current()).isEqualTo(new FeedRow.Parsed(expected));
    }
  }

  @Test
  void theNetworkHasMainlineAndHovStationsOnEightDirections() throws IOException {
    Network network = dataset().network(data);
    assertThat(network.segments()).hasSize(192);
    assertThat(dataset().leftOutSegments(data)).hasSize(29);
    assertThat(network.segments().stream().map(s -> s.chain().orElseThrow().chainId()).distinct())
        .contains("SR57-N", "SR57-N HOV", "I5-S");
    assertThat(network.get("1201989").lengthKm()).isCloseTo(0.216 * 1.609344, within(1e-9));
  }

  @Test
  void theHighwayPatrolsIncidentsAreRead() throws IOException {
    var incidents = dataset().incidents(data).orElseThrow();
    assertThat(incidents.incidents().size()).isEqualTo(492);
    // One record ends eight minutes before it starts.
    assertThat(incidents.rejected()).singleElement().extracting("line").isEqualTo(59L);
    var first = incidents.incidents().get(0);
    assertThat(first.id()).isEqualTo("20660736");
    assertThat(Instant.ofEpochMilli(first.startMillis())).isEqualTo("2022-01-01T09:37:00Z");
    assertThat(first.freeway()).contains("SR57");
    assertThat(first.direction()).contains(Direction.SOUTH);
    assertThat(first.durationMinutes()).isEqualTo(2.0);
  }
}
