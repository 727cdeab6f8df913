package com.trafficprediction.feeds.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.network.DistanceNeighbours.RoadDistance;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.RejectionReason;
import com.trafficprediction.feeds.source.ReaderCounts;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each shipped dataset file on a few hand-written rows in the layout that is published. */
class ShippedDatasetsTest {
  private static final double MILE = 1.609344;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  Path data;

  private static Dataset shipped(String name) throws IOException {
    return Dataset.load(RealData.datasetFile(name + ".yaml"));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(data.resolve(file), text);
  }

  private void writeGzip(String file, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(data.resolve(file)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A frame as pandas writes it: local times as nanoseconds, rows x columns. */
  private void writeFrame(
      String file, String group, Object ids, String firstLocalTime, double[][] values) {
    long[] index = new long[values.length];
    for (int i = 0; i < index.length; i++) {
      LocalDateTime at = LocalDateTime.parse(firstLocalTime).plusMinutes(5L * i);
      index[i] = at.toEpochSecond(ZoneOffset.UTC) * 1_000_000_000L;
    }
    try (WritableHdfFile hdf = HdfFile.write(data.resolve(file))) {
      WritableGroup frame = hdf.putGroup(group);
      frame.putAttribute("pandas_type", "frame");
      frame.putDataset("axis0", ids);
      frame.putDataset("axis1", index).putAttribute("kind", "datetime64");
      frame.putDataset("block0_items", ids);
      frame.putDataset("block0_values", values);
    }
  }

  @Test
  void metrLaIsReadFromItsThreePublishedFiles() throws IOException {
    write(
        "graph_sensor_locations.csv",
        """
        index,sensor_id,latitude,longitude
        0,773869,34.15497,-118.31829
        1,767541,34.11621,-118.23799
        """);
    write("distances_la_2012.csv", "from,to,cost\n773869,767541,8050.5\n767541,999999,12.0\n");
    writeFrame(
        "metr-la.h5",
        "df",
        new String[] {"773869", "767541"},
        "2012-03-01T00:00",
        new double[][] {{64.375, 0}, {62.5, 67.625}});
    Dataset dataset = shipped("metr-la");

    Drained drained = Drained.of(dataset, data, 4);

    assertThat(drained.speeds())
        .containsExactly(
            "773869 2012-03-01T08:00:00Z %.2f".formatted(64.375 * MILE),
            "773869 2012-03-01T08:05:00Z %.2f".formatted(62.5 * MILE),
            "767541 2012-03-01T08:05:00Z %.2f".formatted(67.625 * MILE));
    assertThat(drained.counts()).isEqualTo(new ReaderCounts(4, 3, 0, 0, 1, 0));
    assertThat(dataset.network(data).get("773869").latitude()).isEqualTo(34.15497);
    assertThat(dataset.distances(data).orElseThrow())
        .startsWith(new RoadDistance("773869", "767541", 8.0505));
  }

  @Test
  void theHourThatClocksJumpOverIsRejectedAndTheOneThatHappensTwiceIsTakenOnce()
      throws IOException {
    write(
        "graph_sensor_locations.csv",
        "index,sensor_id,latitude,longitude\n0,773869,34.15497,-118.31829\n");
    writeFrame(
        "metr-la.h5",
        "df",
        new String[] {"773869"},
        "2012-03-11T01:55",
        new double[][] {{60}, {61}});
    Drained spring = Drained.of(shipped("metr-la"), data, 1);
    assertThat(spring.speeds()).containsExactly("773869 2012-03-11T09:55:00Z 96.56");
    assertThat(spring.rejected()).singleElement().extracting("line").isEqualTo(2L);
    assertThat(spring.rejected().get(0).reasons())
        .containsExactly(RejectionReason.MISSING_TIMESTAMP);
    assertThat(spring.rejected().get(0).text()).contains("2012-03-11T02:00");

    writeFrame(
        "metr-la.h5", "df", new String[] {"773869"}, "2012-11-04T01:30", new double[][] {{60}});
    Drained autumn = Drained.of(shipped("metr-la"), data, 1);
    assertThat(autumn.speeds()).containsExactly("773869 2012-11-04T08:30:00Z 96.56");
    assertThat(autumn.counts().ambiguousTimes()).isEqualTo(1);
  }

  @Test
  void pemsBayHasTablesWithoutHeadersAndNumbersForIds() throws IOException {
    write("graph_sensor_locations_bay.csv", "400001,37.364085,-121.901149\n");
    write("distances_bay_2017.csv", "400001,400001,0.0\n400001,400017,1250.0\n");
    writeFrame(
        "pems-bay.h5",
        "speed",
        new long[] {400001L},
        "2017-01-01T00:00",
        new double[][] {{71.4}, {71.6}});
    Dataset dataset = shipped("pems-bay");
    assertThat(Drained.of(dataset, data, 1).speeds())
        .containsExactly(
            "400001 2017-01-01T08:00:00Z %.2f".formatted(71.4 * MILE),
            "400001 2017-01-01T08:05:00Z %.2f".formatted(71.6 * MILE));
    assertThat(dataset.distances(data).orElseThrow().get(1).km()).isEqualTo(1.25);
  }

  @Test
  void metrLaWeekCountsTimeByRows() throws IOException {
    write(
        "sensors.csv",
        "index,sensor_id,latitude,longitude\n0,A,34.15497,-118.31829\n1,B,34.11,-118.23\n");
    write("speed_mph.csv", "A,B\n64.375,67.625\nbroken,66\n60,0\n1,2,3\n55,56\n");
    Drained drained = Drained.of(shipped("metr-la-week"), data, 1);
    assertThat(drained.speeds())
        .containsExactly(
            "A 2012-03-01T08:00:00Z 103.60",
            "B 2012-03-01T08:00:00Z 108.83",
            "B 2012-03-01T08:05:00Z 106.22",
            "A 2012-03-01T08:10:00Z 96.56",
            // The garbage line before it still is a step in time.
            "A 2012-03-01T08:20:00Z 88.51",
            "B 2012-03-01T08:20:00Z 90.12");
    assertThat(drained.rejected()).extracting("line").containsExactly(3L, 5L);
    assertThat(drained.rejected().get(0).text()).isEqualTo("A = broken");
    assertThat(drained.counts().missing()).isEqualTo(1);
  }

  @Test
  void pemsStationFilesOfTheClearinghouseAreReadWithTheirMetadata() throws IOException {
    write("d12_text_meta_2021_01_01.txt", "ID\tFwy\n1\told file, must not be read\n");
    write(
        "d12_text_meta_2022_01_05.txt",
        """
        ID,Fwy,Dir,District,County,City,State_PM,Abs_PM,Latitude,Longitude,Length,Type,Lanes,Name
        1201044,5,S,12,59,57540,R.22,72.886,33.405,-117.599,.51,ML,4,CRISTIANITOS
        1201052,5,S,12,59,,R.22,72.886,33.405,-117.599,,FR,1,CRISTIANITOS
        1201999,405,N,12,59,,8.6,8.38,,,.4,HV,1,NEW
        """
            .replace(',', '\t'));
    writeGzip(
        "d12_text_station_5min_2022_01_01.txt.gz",
        """
        01/01/2022 00:05:00,1201044,12,5,S,ML,.51,20,100,15,.0132,66.9,10,7,.01,68.2,1,10,8,.02,60,0
        01/01/2022 00:05:00,1201052,12,5,S,FR,,10,0,3,,,10,3,,,0
        01/01/2022 00:05:00,1201999,12,405,N,HV,.4,10,0,3,.01,65,
        01/01/2022 00:10:00,1201044,12,5,S,ML,.51,0,0,,,,
        """);
    Dataset dataset = shipped("pems-station-5min");

    Drained drained = Drained.of(dataset, data, 3);

    assertThat(drained.readings())
        .containsExactly(
            new RawReading(
                null,
                "1201044",
                Instant.parse("2022-01-01T08:05:00Z").toEpochMilli(),
                300,
                66.9 * MILE,
                180.0,
                .0132 * 100,
                100.0,
                null,
                null));
    assertThat(drained.counts()).isEqualTo(new ReaderCounts(4, 1, 0, 2, 1, 0));
    var segment = dataset.network(data).get("1201044");
    assertThat(segment.chain().orElseThrow().chainId()).isEqualTo("5-S");
    assertThat(segment.chain().orElseThrow().laneType()).isEqualTo(LaneType.MAINLINE);
    assertThat(dataset.leftOutSegments(data)).containsExactly("1201052", "1201999");
  }

  @Test
  void pemsOrangeFlagsImputedRowsAndCountsRampsAsFiltered() throws IOException {
    write(
        "stations.csv",
        """
        vds,fwy,ca_pm,abs_pm,length,name,lanes,type,lat,lon,coord_source
        11,SR57-N,R1.2,0.5,0.2,"FIRST, ST",4,Mainline,33.77,-117.87,direct
        12,SR57-N,R1.2,0.5,0,FIRST ST,1,Off Ramp,33.77,-117.87,direct
        """);
    writeGzip(
        "readings.csv.gz",
        """
        station,timestamp,flow_veh_5min,occupancy_pct,speed_mph,pct_observed
        11,2022-01-01 00:00,2.0,0.2,65.0,0.0
        12,2022-01-01 00:00,2.0,0.2,,100.0
        11,2022-01-01 00:05,,,,100.0
        """
            .replace("\n", "\r\n"));
    Dataset dataset = shipped("pems-orange-2022");
    Drained drained = Drained.of(dataset, data, 2);
    assertThat(drained.readings()).singleElement().extracting("observedPercent").isEqualTo(0.0);
    assertThat(drained.counts()).isEqualTo(new ReaderCounts(3, 1, 0, 1, 1, 0));
    assertThat(dataset.network(data).get("11").name()).isEqualTo("FIRST, ST");
  }

  @Test
  void syntheticNeedsNoDataAndSaysWhatItIs() throws IOException {
    Dataset dataset = shipped("synthetic");
    assertThat(dataset.needsData()).isFalse();
    assertThat(dataset.network(data).synthetic()).isTrue();
    assertThat(dataset.capabilities()).isEqualTo(dataset.network(data).capabilities());
    assertThat(dataset.intervalSeconds()).isEqualTo(300);
    assertThat(dataset.incidents(data).orElseThrow().incidents()).isNotEmpty();
  }

  @Test
  void aShortSyntheticRunIsReadLikeAnyOtherDataSet() throws IOException {
    String shipped = Files.readString(RealData.datasetFile("synthetic.yaml"));
    String text =
        shipped.replaceAll(
            "model: \\{.*", "model: {interval_seconds: 300, days: 1, segments: 12, freeways: 1}");
    assertThat(text).isNotEqualTo(shipped);
    Dataset dataset = Dataset.parse(text, "short.yaml");

    Drained drained = Drained.of(dataset, data, 2);

    // A day of 288 readings each, but for what outages and losses take.
    assertThat(drained.readings()).hasSizeBetween(12 * 288 * 9 / 10, 12 * 288);
    assertThat(drained.readings().stream().map(RawReading::segmentId).distinct())
        .hasSize(12)
        .allMatch(dataset.network(data)::contains);
    assertThat(drained.rejected()).isEmpty();
  }
}
