package com.trafficprediction.feeds.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.network.NeighbourGraph;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.RejectionReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new source needs no code: a vendor's format that nobody here has seen, mapped by YAML alone.
 */
class VendorFormatTest {
  private static final String VENDOR_YAML =
      """
      name: acme-radar
      description: Roadside radar of a made-up vendor
      licence: none, it is made up
      time_zone: Europe/Berlin
      segments:
        file: sites.csv
        delimiter: semicolon
        columns:
          {id: site, name: label, latitude: n, longitude: e, freeway: road, direction: way,
           postmile: at, length: covers, lanes: lanes}
        postmile_unit: kilometres
        length_unit: metres
      readings:
        format: json-lines
        files: ["*.jsonl"]
        pointers:
          segment: /device/site
          timestamp: /t
          event_id: /msg
          speed: /m/v/0
          volume: /m/q
          occupancy: /m/occ
          imputed: /m/src
          interval_seconds: /m/agg
          latitude: /device/pos/lat
          longitude: /device/pos/lon
        time: {format: epoch-seconds, marks: end, interval_seconds: 30}
        values:
          speed_unit: mph
          volume_per: interval
          volume_lanes: per_lane
          occupancy_unit: fraction
          missing: [-1]
          imputed_marks: [model]
      """;

  private static final String SITES =
      """
      site;label;n;e;road;way;at;covers;lanes
      B1;Before the bridge;52.50;13.40;A100;N;7.5;800;3
      B2;After the bridge;52.51;13.40;A100;N;8.3;;
      """;

  private static final String MESSAGES =
      """
      {"msg":"m1","t":1700000030,"device":{"site":"B1","pos":{"lat":52.5,"lon":13.4}},"m":{"v":[50.0,3],"q":4,"occ":0.125,"agg":60,"src":"radar"}}
      {"msg":"m2","t":1700000030,"device":{"site":"B2"},"m":{"v":["61.5"],"q":4,"occ":-1,"src":"model"}}
      {"msg":"m3","t":1700000060,"device":{"site":"B1"},"m":{"v":[-1],"q":-1,"occ":null}}
      {"msg":"m4","t":"soon","device":{},"m":{"v":["fast"]}}
      {"msg":"m5","t":17000
      """;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  Path data;

  private Dataset vendor() throws IOException {
    Files.writeString(data.resolve("sites.csv"), SITES);
    Files.writeString(data.resolve("2023-11-14.jsonl"), MESSAGES);
    return Dataset.parse(VENDOR_YAML, "acme.yaml");
  }

  @Test
  void nestedJsonInMphWithEndOfIntervalTimestampsComesOutInTheSystemsUnits() throws IOException {
    Drained drained = Drained.of(vendor(), data, 1);
    long end = Instant.ofEpochSecond(1_700_000_030).toEpochMilli();
    assertThat(drained.readings())
        .containsExactly(
            new RawReading(
                "m1", "B1", end - 60_000, 60, 50 * 1.609344, 4 * 3.0 * 60, 12.5, null, 52.5, 13.4),
            // Two missing markers, lanes unknown, and made up by the vendor's model.
            new RawReading(
                "m2", "B2", end - 30_000, 30, 61.5 * 1.609344, null, null, 0.0, null, null));
  }

  @Test
  void whatIsNoReadingIsCountedOrRejectedWithItsLine() throws IOException {
    Drained drained = Drained.of(vendor(), data, 1);
    assertThat(drained.counts().missing()).isEqualTo(1);
    assertThat(drained.rejected()).hasSize(2);
    assertThat(drained.rejected().get(0).line()).isEqualTo(4);
    assertThat(drained.rejected().get(0).reasons())
        .containsExactlyInAnyOrder(
            RejectionReason.UNPARSABLE,
            RejectionReason.MISSING_TIMESTAMP,
            RejectionReason.MISSING_SEGMENT);
    assertThat(drained.rejected().get(1).file()).isEqualTo("2023-11-14.jsonl");
    assertThat(drained.rejected().get(1).text()).startsWith("{\"msg\":\"m5\"");
  }

  @Test
  void theNetworkAndWhatItSupportsFollowFromTheMapping() throws IOException {
    Dataset dataset = vendor();
    assertThat(dataset.neighbourMethod()).isEqualTo(NeighbourGraph.Method.POSTMILE);
    assertThat(dataset.capabilities().volume()).isTrue();
    assertThat(dataset.capabilities().observedShare()).isTrue();
    Segment before = dataset.network(data).get("B1");
    assertThat(before.name()).isEqualTo("Before the bridge");
    assertThat(before.lengthKm()).isEqualTo(0.8);
    assertThat(before.chain().orElseThrow().chainId()).isEqualTo("A100-N");
    Segment after = dataset.network(data).get("B2");
    assertThat(after.lengthKm()).isNaN();
    assertThat(after.lanes()).isZero();
  }
}
