package com.trafficprediction.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ErrorSumsTest {
  private static ErrorSums speeds(double... predictedThenObserved) {
    ErrorFold fold = new ErrorFold(ErrorScale.SPEED_KMH);
    for (int i = 0; i < predictedThenObserved.length; i += 2) {
      fold.add(predictedThenObserved[i], predictedThenObserved[i + 1]);
    }
    return fold.sums();
  }

  @Test
  void measuresAreThoseOfTheTextbook() {
    Metrics metrics = speeds(90, 100, 52, 50, 26, 20).metrics(ErrorScale.SPEED_KMH);

    assertThat(metrics.n()).isEqualTo(3);
    assertThat(metrics.mae()).isCloseTo(6.0, within(1e-12));
    assertThat(metrics.rmse()).isCloseTo(Math.sqrt(140 / 3.0), within(1e-9));
    assertThat(metrics.mapePercent()).isCloseTo((10 + 4 + 30) / 3.0, within(1e-4));
    assertThat(metrics.bias()).isCloseTo(-2 / 3.0, within(1e-12));
    double variance = 100 * 100 + 50 * 50 + 20 * 20 - 170 * 170 / 3.0;
    assertThat(metrics.r2()).isCloseTo(1 - 140 / variance, within(1e-9));
  }

  @Test
  void standingTrafficIsScoredButLeftOutOfPercentages() {
    Metrics metrics = speeds(10, 2, 55, 50).metrics(ErrorScale.SPEED_KMH);

    assertThat(metrics.mae()).isCloseTo(6.5, within(1e-12));
    assertThat(metrics.mapePercent()).isCloseTo(10, within(1e-4));
    assertThat(metrics.mapeExcluded()).isEqualTo(1);
  }

  @Test
  void withoutRowsOrVarianceAMeasureIsNotANumber() {
    assertThat(ErrorSums.EMPTY.metrics(ErrorScale.SPEED_KMH)).isEqualTo(Metrics.NONE);
    assertThat(speeds(60, 61.7, 62, 61.7).metrics(ErrorScale.SPEED_KMH).r2()).isNaN();
  }

  @Test
  void aForecastThatIsNoSpeedIsRefusedNotAveraged() {
    ErrorFold fold = new ErrorFold(ErrorScale.SPEED_KMH);

    assertThatThrownBy(() -> fold.add(Double.NaN, 60)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> fold.add(1e9, 60)).hasMessageContaining("clip");
    assertThatThrownBy(() -> fold.add(60, Double.NaN)).hasMessageContaining("60");
    assertThat(fold.sums()).isEqualTo(ErrorSums.EMPTY);
  }

  @Test
  void overflowIsAnErrorNotAWrongTable() {
    ErrorSums huge = new ErrorSums(1, 0, 0, Long.MAX_VALUE, 0, 0, 0, 0);

    assertThatThrownBy(() -> huge.merge(huge)).isInstanceOf(ArithmeticException.class);
  }

  @Property(tries = 200)
  void anySplitOfTheRowsGivesTheSameSums(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0, max = 200) Double> speeds,
      @ForAll @IntRange(min = 1, max = 5) int parts) {
    ErrorFold whole = new ErrorFold(ErrorScale.SPEED_KMH);
    ErrorSums merged = ErrorSums.EMPTY;
    for (int part = 0; part < parts; part++) {
      ErrorFold own = new ErrorFold(ErrorScale.SPEED_KMH);
      for (int i = part; i < speeds.size(); i += parts) {
        own.add(speeds.get(i), speeds.get(speeds.size() - 1 - i));
      }
      merged =
          ErrorSums.ofComponents(AdditiveSums.add(own.sums().components(), merged.components()));
    }
    for (int i = 0; i < speeds.size(); i++) {
      whole.add(speeds.get(i), speeds.get(speeds.size() - 1 - i));
    }
    assertThat(merged).isEqualTo(whole.sums());
  }
}
