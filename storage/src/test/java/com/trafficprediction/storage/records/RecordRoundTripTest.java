package com.trafficprediction.storage.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.profile.ProfileSums;
import com.trafficprediction.core.profile.SlotSums;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.FeatureRow;
import com.trafficprediction.schemas.ReadingQuality;
import com.trafficprediction.schemas.SegmentProfile;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.schemas.WindowState;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class RecordRoundTripTest {
  private static final long NOON = Instant.parse("2022-01-22T12:00:00Z").toEpochMilli();

  @Provide
  Arbitrary<Reading> readings() {
    return Combinators.combine(
            Arbitraries.of(1, 20, 30, 60, 300),
            Arbitraries.integers().between(Quantity.ABSENT, 20_000),
            Arbitraries.integers().between(Quantity.ABSENT, 1_000),
            Arbitraries.integers().between(Quantity.ABSENT, 10_000),
            Arbitraries.integers().between(0, 10_000))
        .as(
            (seconds, speed, vehicles, occupancy, observed) ->
                new Reading("e", "S", NOON, seconds, speed, vehicles, occupancy, observed));
  }

  @Property
  void aReadingComesBackToTheLastDigit(@ForAll("readings") Reading reading) throws IOException {
    TrafficEvent event =
        TrafficEvent.fromByteBuffer(
            EventRecords.toRecord(reading, Instant.ofEpochMilli(NOON), "import").toByteBuffer());

    assertThat(EventRecords.toReading(event)).isEqualTo(reading);
    assertThat(event.getSpeedKmh() == null).isEqualTo(!reading.hasSpeed());
    assertThat(event.getQuality() == ReadingQuality.imputed).isEqualTo(reading.imputed());
  }

  @Property
  void aWindowComesBackWithItsExactSums(
      @ForAll("readings") Reading a, @ForAll("readings") Reading b) throws IOException {
    WindowFold fold = new WindowFold();
    fold.add(a);
    fold.add(b);
    TrafficWindow window = new TrafficWindow("S", NOON, fold.sums());

    var record =
        com.trafficprediction.schemas.TrafficWindow.fromByteBuffer(
            WindowRecords.toRecord(window, 0, WindowState.closed).toByteBuffer());

    assertThat(WindowRecords.toWindow(record)).isEqualTo(window);
    assertThat(record.getWindowEnd().toEpochMilli()).isEqualTo(NOON + Windows.MILLIS);
  }

  @Test
  void aWindowWithoutVolumeSaysNullAndNotZero() {
    WindowFold fold = new WindowFold();
    fold.add(new Reading("e", "S", NOON, 300, 8_851, Quantity.ABSENT, Quantity.ABSENT, 10_000));

    var record =
        WindowRecords.toRecord(new TrafficWindow("S", NOON, fold.sums()), 0, WindowState.closed);

    assertThat(record.getSpeedAvgKmh()).isEqualTo(88.51);
    assertThat(record.getVehicles()).isNull();
    assertThat(record.getVolumeVph()).isNull();
    assertThat(record.getOccupancyAvgPercent()).isNull();
    assertThat(record.getSpeedStdKmh()).as("one reading has no spread").isNull();
  }

  @Test
  void aProfileComesBackCellByCell() throws IOException {
    SlotSums speed = new SlotSums();
    speed.add(SlotSums.cell(0, 96), 4_213);
    speed.add(SlotSums.cell(6, 287), 10_461);
    ProfileSums sums = new ProfileSums(speed, new SlotSums(), 4_213, 10_461);

    SegmentProfile record =
        SegmentProfile.fromByteBuffer(
            ProfileRecords.toRecord("S", Instant.ofEpochMilli(NOON), sums).toByteBuffer());
    ProfileSums read = ProfileRecords.toSums(record);

    for (int cell = 0; cell < SlotSums.CELLS; cell++) {
      assertThat(read.speed().count(cell)).isEqualTo(speed.count(cell));
      assertThat(read.speed().sum(cell)).isEqualTo(speed.sum(cell));
      assertThat(read.speed().sumSquares(cell)).isEqualTo(speed.sumSquares(cell));
      assertThat(read.volume().count(cell)).isZero();
    }
    assertThat(read.minSpeedCenti()).isEqualTo(4_213);
    assertThat(record.getVolumeCount()).as("no volume is null, not zeros").isNull();
  }

  @Test
  void theFeatureRecordHasTheCataloguesColumnsInItsOrder() {
    assertThat(FeatureRow.getClassSchema().getFields().stream().map(Schema.Field::name))
        .as("schemas/avro/FeatureRow.avsc must follow core.feature.FeatureCatalog")
        .containsExactlyElementsOf(FeatureRecords.expectedFields());
  }

  @Test
  void aFeatureRowComesBackWithItsGaps() throws IOException {
    float[] features = new float[FeatureCatalog.features().size()];
    for (int i = 0; i < features.length; i++) {
      features[i] = i % 3 == 0 ? Float.NaN : i + 0.1f;
    }
    float[] speeds = {61.5f, Float.NaN, 40f};
    float[] volumes = {Float.NaN, Float.NaN, 1_200f};

    FeatureRow record =
        FeatureRow.fromByteBuffer(
            FeatureRecords.toRecord("S", NOON, LocalDate.of(2022, 1, 22), features, speeds, volumes)
                .toByteBuffer());

    float[] read = new float[features.length];
    FeatureRecords.readFeatures(record, read);
    assertThat(Arrays.equals(read, features)).isTrue();
    int speedColumn = FeatureCatalog.indexOf(FeatureCatalog.SPEED);
    float[] some = new float[1];
    FeatureRecords.readFeatures(record, new int[] {speedColumn}, some);
    assertThat(some[0]).isEqualTo(features[speedColumn]);
    assertThat(FeatureRecords.speedTarget(record, Horizon.MINUTES_15)).isEqualTo(61.5f);
    assertThat(FeatureRecords.speedTarget(record, Horizon.MINUTES_30)).isNaN();
    assertThat(FeatureRecords.volumeTarget(record, Horizon.MINUTES_60)).isEqualTo(1_200f);
  }

  @Test
  void aProjectionKeepsKeysAndTargets() {
    assertThat(FeatureRecords.fieldsFor(List.of("speed")))
        .containsExactly(
            "segment_id",
            "timestamp",
            "local_date",
            "speed",
            "target_speed_15min",
            "target_speed_30min",
            "target_speed_60min",
            "target_volume_15min",
            "target_volume_30min",
            "target_volume_60min");
  }
}
