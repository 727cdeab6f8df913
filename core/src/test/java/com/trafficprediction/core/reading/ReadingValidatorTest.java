package com.trafficprediction.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.core.network.Roads;
import com.trafficprediction.core.reading.Validation.Invalid;
import com.trafficprediction.core.reading.Validation.Valid;
import com.trafficprediction.core.units.Quantity;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingValidatorTest {
  private static final long NOON = Instant.parse("2022-01-05T20:00:00Z").toEpochMilli();
  private static final ReferenceClock CLOCK = ReferenceClock.at(NOON, 24 * 3_600_000L, 2 * 60_000L);

  private final ReadingValidator validator =
      new ReadingValidator(
          Roads.network(Roads.place("A", 33.80, -117.90), Roads.place("B", 33.85, -117.85)),
          "test",
          30);

  @Test
  void aCompleteReadingIsQuantised() {
    Reading reading = accepted(new Draft());

    assertThat(reading)
        .isEqualTo(new Reading("e1", "A", NOON - 30_000, 30, 10461, 15, 1234, 10_000));
    assertThat(reading.imputed()).isFalse();
    assertThat(reading.volumeVph()).isEqualTo(1800);
  }

  @Test
  void absentQuantitiesStayAbsent() {
    Draft draft = new Draft();
    draft.volume = null;
    draft.occupancy = null;

    Reading reading = accepted(draft);

    assertThat(reading.hasVehicles()).isFalse();
    assertThat(reading.hasOccupancy()).isFalse();
    assertThat(reading.volumeVph()).isNaN();
    assertThat(reading.occupancyCenti()).isEqualTo(Quantity.ABSENT);
  }

  @Test
  void volumeAloneIsEnough() {
    Draft draft = new Draft();
    draft.speed = null;
    draft.occupancy = null;

    assertThat(accepted(draft).hasSpeed()).isFalse();
  }

  @Test
  void anIdIsDerivedWhereTheFeedGivesNoneSoThatImportAndReplayAgree() {
    Draft withoutId = new Draft();
    withoutId.eventId = null;
    Draft withEmptyId = new Draft();
    withEmptyId.eventId = "";

    assertThat(accepted(withoutId).eventId()).isEqualTo("test:A:" + (NOON - 30_000));
    assertThat(accepted(withEmptyId)).isEqualTo(accepted(withoutId));
  }

  @Test
  void aReadingThatSaysNothingOfItsIntervalCoversTheFeedsDefault() {
    Draft draft = new Draft();
    draft.interval = null;

    assertThat(accepted(draft).intervalSeconds()).isEqualTo(30);
  }

  @Test
  void nothingObservedMeansImputedAndNothingSaidMeansObserved() {
    Draft imputed = new Draft();
    imputed.observed = 0.0;
    Draft silent = new Draft();
    silent.observed = null;

    assertThat(accepted(imputed).imputed()).isTrue();
    assertThat(accepted(silent).observedCenti()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource({
    "MISSING_SEGMENT, no segment",
    "MISSING_SEGMENT, blank segment",
    "UNKNOWN_SEGMENT, unknown segment",
    "MISSING_TIMESTAMP, no timestamp",
    "IN_THE_FUTURE, beyond tolerance",
    "TOO_OLD, beyond age",
    "MISSING_VALUES, no values",
    "SPEED_OUT_OF_RANGE, fast",
    "SPEED_OUT_OF_RANGE, negative speed",
    "SPEED_OUT_OF_RANGE, NaN speed",
    "SPEED_OUT_OF_RANGE, infinite speed",
    "VOLUME_OUT_OF_RANGE, negative volume",
    "VOLUME_OUT_OF_RANGE, infinite volume",
    "OCCUPANCY_OUT_OF_RANGE, over 100 occupancy",
    "OCCUPANCY_OUT_OF_RANGE, NaN occupancy",
    "OBSERVED_OUT_OF_RANGE, negative observed",
    "OBSERVED_OUT_OF_RANGE, NaN observed",
    "INTERVAL_OUT_OF_RANGE, zero interval",
    "INTERVAL_OUT_OF_RANGE, long interval",
    "INTERVAL_OUT_OF_RANGE, across the border",
    "COORDINATES_OUT_OF_BOUNDS, elsewhere",
    "COORDINATES_OUT_OF_BOUNDS, NaN latitude",
    "COORDINATES_OUT_OF_BOUNDS, half a coordinate",
  })
  void eachRuleRejectsOnItsOwn(RejectionReason reason, String flaw) {
    Draft draft = new Draft();
    draft.spoil(flaw);

    assertThat(reasonsOf(draft)).containsExactly(reason);
  }

  @Test
  void everyReasonIsNamedAtOnce() {
    Draft draft = new Draft();
    for (String flaw :
        new String[] {
          "unknown segment",
          "beyond age",
          "fast",
          "negative volume",
          "NaN occupancy",
          "negative observed",
          "long interval",
          "elsewhere"
        }) {
      draft.spoil(flaw);
    }

    assertThat(reasonsOf(draft))
        .isEqualTo(
            EnumSet.of(
                RejectionReason.UNKNOWN_SEGMENT,
                RejectionReason.TOO_OLD,
                RejectionReason.SPEED_OUT_OF_RANGE,
                RejectionReason.VOLUME_OUT_OF_RANGE,
                RejectionReason.OCCUPANCY_OUT_OF_RANGE,
                RejectionReason.OBSERVED_OUT_OF_RANGE,
                RejectionReason.INTERVAL_OUT_OF_RANGE,
                RejectionReason.COORDINATES_OUT_OF_BOUNDS));
  }

  @Test
  void aReadingWithNothingInItNamesAllThatIsMissing() {
    RawReading empty = new RawReading(null, null, null, null, null, null, null, null, null, null);

    assertThat(((Invalid) validator.validate(empty, CLOCK)).reasons())
        .containsExactlyInAnyOrder(
            RejectionReason.MISSING_SEGMENT,
            RejectionReason.MISSING_TIMESTAMP,
            RejectionReason.MISSING_VALUES);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 200})
  void theEndsOfTheSpeedRangeAreInside(double kmh) {
    Draft draft = new Draft();
    draft.speed = kmh;

    assertThat(accepted(draft).speedCenti()).isEqualTo((int) (kmh * 100));
  }

  @Test
  void theEndsOfTheAcceptableTimeAreInside() {
    Draft newest = new Draft();
    newest.timestamp = CLOCK.latestMillis();
    Draft oldest = new Draft();
    oldest.timestamp = CLOCK.earliestMillis();

    assertThat(accepted(newest).startMillis()).isEqualTo(CLOCK.latestMillis());
    assertThat(accepted(oldest).startMillis()).isEqualTo(CLOCK.earliestMillis());
  }

  @Test
  void aReadingMayFillAWindowToItsEndButNotBeyond() {
    Draft whole = new Draft();
    whole.timestamp = NOON - 300_000;
    whole.interval = 300;
    Draft late = new Draft();
    late.timestamp = NOON - 299_999;
    late.interval = 300;

    assertThat(accepted(whole).intervalSeconds()).isEqualTo(300);
    assertThat(reasonsOf(late)).containsExactly(RejectionReason.INTERVAL_OUT_OF_RANGE);
  }

  @Test
  void historyHasNoNowButSecondsTakenForMillisecondsAreFound() {
    Draft inSeconds = new Draft();
    inSeconds.timestamp = NOON / 1000;
    Draft overflowing = new Draft();
    overflowing.timestamp = Long.MAX_VALUE;

    assertThat(reasonsOf(inSeconds, ReferenceClock.UNBOUNDED)).contains(RejectionReason.TOO_OLD);
    assertThat(reasonsOf(overflowing, ReferenceClock.UNBOUNDED))
        .contains(RejectionReason.IN_THE_FUTURE);
    assertThat(validator.validate(new Draft().raw(), ReferenceClock.UNBOUNDED))
        .isInstanceOf(Valid.class);
  }

  @Test
  void aClockThatAcceptsNothingIsAMistake() {
    assertThatThrownBy(() -> new ReferenceClock(2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("after the latest");
  }

  @Test
  void aRejectionWithoutReasonIsAMistake() {
    assertThatThrownBy(() -> new Invalid(Set.of())).isInstanceOf(IllegalArgumentException.class);
  }

  private Reading accepted(Draft draft) {
    return ((Valid) validator.validate(draft.raw(), CLOCK)).reading();
  }

  private Set<RejectionReason> reasonsOf(Draft draft) {
    return reasonsOf(draft, CLOCK);
  }

  private Set<RejectionReason> reasonsOf(Draft draft, ReferenceClock clock) {
    return ((Invalid) validator.validate(draft.raw(), clock)).reasons();
  }

  /** A good reading, to be spoiled. */
  private static final class Draft {
    private @Nullable String eventId = "e1";
    private @Nullable String segment = "A";
    private @Nullable Long timestamp = NOON - 30_000;
    private @Nullable Integer interval = 30;
    private @Nullable Double speed = 104.60736;
    private @Nullable Double volume = 1800.0;
    private @Nullable Double occupancy = 12.34;
    private @Nullable Double observed = 100.0;
    private @Nullable Double latitude = 33.80;
    private @Nullable Double longitude = -117.90;

    RawReading raw() {
      return new RawReading(
          eventId, segment, timestamp, interval, speed, volume, occupancy, observed, latitude,
          longitude);
    }

    void spoil(String flaw) {
      switch (flaw) {
        case "no segment" -> segment = null;
        case "blank segment" -> segment = " ";
        case "unknown segment" -> segment = "Z";
        case "no timestamp" -> timestamp = null;
        case "beyond tolerance" -> timestamp = CLOCK.latestMillis() + 1;
        case "beyond age" -> timestamp = CLOCK.earliestMillis() - 60_000;
        case "fast" -> speed = 200.01;
        case "negative speed" -> speed = -0.01;
        case "NaN speed" -> speed = Double.NaN;
        case "infinite speed" -> speed = Double.POSITIVE_INFINITY;
        case "negative volume" -> volume = -1.0;
        case "infinite volume" -> volume = Double.POSITIVE_INFINITY;
        case "over 100 occupancy" -> occupancy = 100.01;
        case "NaN occupancy" -> occupancy = Double.NaN;
        case "negative observed" -> observed = -0.01;
        case "NaN observed" -> observed = Double.NaN;
        case "zero interval" -> interval = 0;
        case "long interval" -> interval = 301;
        case "across the border" -> timestamp = NOON - 29_999;
        case "elsewhere" -> longitude = 117.90;
        case "NaN latitude" -> latitude = Double.NaN;
        case "half a coordinate" -> longitude = null;
        case "no values" -> {
          speed = null;
          volume = null;
          occupancy = null;
        }
        default -> throw new IllegalArgumentException(flaw);
      }
    }
  }
}
