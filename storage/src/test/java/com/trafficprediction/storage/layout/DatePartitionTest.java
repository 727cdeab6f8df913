package com.trafficprediction.storage.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DatePartitionTest {
  @Test
  void spellsHiveStylePartitions() {
    Instant instant = Instant.parse("2022-01-02T05:59:59Z");

    assertThat(DatePartition.dayOf(instant).path()).isEqualTo("year=2022/month=01/day=02");
    assertThat(DatePartition.hourOf(instant).path()).isEqualTo("year=2022/month=01/day=02/hour=05");
  }

  @Property
  void aPathNamesItsPartitionAndTheInstantLiesInIt(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long epochSecond) {
    Instant instant = Instant.ofEpochSecond(epochSecond);
    for (DatePartition partition :
        new DatePartition[] {DatePartition.dayOf(instant), DatePartition.hourOf(instant)}) {
      assertThat(DatePartition.findIn(partition.path() + "/a.parquet")).contains(partition);
      assertThat(partition.overlaps(instant, instant.plusSeconds(1))).isTrue();
      assertThat(partition.overlaps(partition.end(), partition.end().plusSeconds(1))).isFalse();
    }
  }

  @Test
  void findsNothingInOtherPaths() {
    assertThat(DatePartition.findIn("_manifests/a.json")).isEmpty();
    assertThat(DatePartition.findIn("year=2022/month=13/day=40/a.parquet")).isEmpty();
  }
}
