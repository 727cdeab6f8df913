package com.trafficprediction.storage.records;

import com.trafficprediction.core.profile.ProfileSums;
import com.trafficprediction.core.profile.SlotSums;
import com.trafficprediction.schemas.SegmentProfile;
import java.time.Instant;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The exact sums of a profile as a published record. */
public final class ProfileRecords {
  private ProfileRecords() {}

  /** The record of a segment's profile, fitted on windows that ended by then. */
  public static SegmentProfile toRecord(String segmentId, Instant fittedThrough, ProfileSums sums) {
    boolean volume = IntStream.range(0, SlotSums.CELLS).anyMatch(c -> sums.volume().count(c) > 0);
    return SegmentProfile.newBuilder()
        .setSegmentId(segmentId)
        .setFittedThrough(fittedThrough)
        .setSpeedCount(list(cell -> sums.speed().count((int) cell)))
        .setSpeedSum(list(cell -> sums.speed().sum((int) cell)))
        .setSpeedSumSquares(list(cell -> sums.speed().sumSquares((int) cell)))
        .setVolumeCount(volume ? list(cell -> sums.volume().count((int) cell)) : null)
        .setVolumeSum(volume ? list(cell -> sums.volume().sum((int) cell)) : null)
        .setVolumeSumSquares(volume ? list(cell -> sums.volume().sumSquares((int) cell)) : null)
        .setSpeedMinCenti(sums.minSpeedCenti())
        .setSpeedMaxCenti(sums.maxSpeedCenti())
        .build();
  }

  /** The sums of a record. */
  public static ProfileSums toSums(SegmentProfile record) {
    return new ProfileSums(
        new SlotSums(
            array(record.getSpeedCount()),
            array(record.getSpeedSum()),
            array(record.getSpeedSumSquares())),
        new SlotSums(
            array(record.getVolumeCount()),
            array(record.getVolumeSum()),
            array(record.getVolumeSumSquares())),
        record.getSpeedMinCenti(),
        record.getSpeedMaxCenti());
  }

  private static List<Long> list(LongUnaryOperator cells) {
    return IntStream.range(0, SlotSums.CELLS).mapToObj(cell -> cells.applyAsLong(cell)).toList();
  }

  private static long[] array(@Nullable List<Long> cells) {
    return cells == null
        ? new long[SlotSums.CELLS]
        : cells.stream().mapToLong(Long::longValue).toArray();
  }
}
