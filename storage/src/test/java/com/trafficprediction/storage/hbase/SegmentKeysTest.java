package com.trafficprediction.storage.hbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.storage.hbase.SegmentKeys.Order;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SegmentKeysTest {
  @Provide
  Arbitrary<String> segments() {
    return Arbitraries.oneOf(
        Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(8),
        Arbitraries.strings().withChars("aA-_ é√").ofMinLength(1).ofMaxLength(5));
  }

  @Property
  void aKeyGivesBackSegmentAndTime(
      @ForAll("segments") String segment,
      @ForAll long millis,
      @ForAll Order order,
      @ForAll @IntRange(min = 1, max = 256) int buckets) {
    SegmentKeys keys = new SegmentKeys(buckets);

    byte[] key = keys.ofTime(segment, millis, order);

    assertThat(keys.segmentOf(key)).isEqualTo(segment);
    assertThat(keys.millisOf(key, order)).isEqualTo(millis);
    assertThat(keys.segmentOf(keys.ofSegment(segment))).isEqualTo(segment);
  }

  @Property
  void rowsOfASegmentSortByTime(
      @ForAll("segments") String segment, @ForAll long a, @ForAll long b) {
    SegmentKeys keys = new SegmentKeys(7);

    assertThat(
            Integer.signum(
                Arrays.compareUnsigned(
                    keys.ofTime(segment, a, Order.OLDEST_FIRST),
                    keys.ofTime(segment, b, Order.OLDEST_FIRST))))
        .isEqualTo(Long.compare(a, b));
    assertThat(
            Integer.signum(
                Arrays.compareUnsigned(
                    keys.ofTime(segment, a, Order.NEWEST_FIRST),
                    keys.ofTime(segment, b, Order.NEWEST_FIRST))))
        .isEqualTo(Long.compare(b, a));
  }

  @Property
  void noOtherSegmentLiesBetweenTwoRowsOfOne(
      @ForAll("segments") String segment,
      @ForAll("segments") String other,
      @ForAll long a,
      @ForAll long b,
      @ForAll long between,
      @ForAll Order order) {
    Assume.that(!segment.equals(other));
    SegmentKeys keys = new SegmentKeys(2);
    byte[] foreign = keys.ofTime(other, between, order);

    int toA = Arrays.compareUnsigned(foreign, keys.ofTime(segment, a, order));
    int toB = Arrays.compareUnsigned(foreign, keys.ofTime(segment, b, order));

    assertThat(Integer.signum(toA)).isEqualTo(Integer.signum(toB)).isNotZero();
  }

  @Property
  void everyKeyFallsIntoTheRegionOfItsSalt(
      @ForAll("segments") String segment, @ForAll @IntRange(min = 1, max = 256) int buckets) {
    SegmentKeys keys = new SegmentKeys(buckets);
    byte[] key = keys.ofSegment(segment);

    long region =
        Arrays.stream(keys.splits())
            .filter(split -> Arrays.compareUnsigned(split, key) <= 0)
            .count();

    assertThat(keys.splits().length).isEqualTo(buckets - 1);
    assertThat(region).isEqualTo(key[0] & 0xff).isLessThan(buckets);
  }

  @Test
  void aSegmentWithoutANameCannotBeAKey() {
    assertThatThrownBy(() -> new SegmentKeys(4).ofSegment(""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SegmentKeys(4).ofSegment("a\0b"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
