package com.trafficprediction.serving.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.window.Windows;
import com.trafficprediction.serving.forecast.OriginPlan.Due;
import org.junit.jupiter.api.Test;

class OriginPlanTest {
  private static final long GRACE = 5_000_000_000L;
  private static final long W = 1_700_000_100_000L / Windows.MILLIS * Windows.MILLIS;
  private static final long ORIGIN = W + Windows.MILLIS;
  private static final float[] ROW = {1, 2};

  private final OriginPlan plan = new OriginPlan(3, GRACE, true);

  @Test
  void aSegmentIsForecastWhenTheWholeNetworkIsIn() {
    plan.seen(0, W, false, 0);
    plan.seen(1, W, false, 0);
    plan.seen(2, W - Windows.MILLIS, false, 0);
    assertThat(plan.due(1, 0))
        .as("segment 2 is still missing")
        .extracting(Due::segment)
        .doesNotContain(0, 1);

    plan.seen(2, W, false, 2);
    assertThat(plan.due(3, 0)).extracting(Due::segment).containsExactly(0, 1, 2);
    assertThat(plan.due(3, 0)).extracting(Due::originMillis).containsOnly(ORIGIN);
  }

  @Test
  void orAGraceAfterItsOwnWindow() {
    plan.seen(0, W, false, 0);
    plan.seen(1, W - Windows.MILLIS, false, 0);
    assertThat(plan.due(GRACE - 1, 0)).extracting(Due::segment).doesNotContain(0);
    assertThat(plan.due(GRACE, 0)).extracting(Due::segment).contains(0);
  }

  @Test
  void nothingIsForecastTwiceUnlessWhatTheModelReadsHasChanged() {
    plan.seen(0, W, false, 0);
    Due due = plan.due(1, 0).get(0);
    assertThat(plan.isNews(due, ROW, 1)).isTrue();
    assertThat(plan.due(2, 0)).isEmpty();

    plan.seen(1, W, false, 3);
    assertThat(plan.due(4, 0)).extracting(Due::segment).containsExactly(0, 1);
    assertThat(plan.isNews(due, ROW.clone(), 4)).as("the same row").isFalse();
    plan.seen(2, W, false, 5);
    assertThat(plan.isNews(due, new float[] {1, 3}, 6)).as("another row").isTrue();
  }

  @Test
  void whatCouldNotBePublishedIsDueAgain() {
    plan.seen(0, W, false, 0);
    Due due = plan.due(GRACE, 0).get(0);
    assertThat(plan.isNews(due, ROW, GRACE)).isTrue();
    assertThat(plan.due(GRACE, 0)).isEmpty();
    plan.again(due);
    assertThat(plan.due(GRACE, 0)).containsExactly(due);
    assertThat(plan.isNews(due, ROW.clone(), GRACE)).as("even from the same row").isTrue();
  }

  @Test
  void aProvisionalForecastIsReplacedWhenItsWindowIsOver() {
    plan.seen(0, W, true, 0);
    assertThat(plan.due(1, 0)).as("an open window waits for the grace").isEmpty();
    Due open = plan.due(GRACE, 0).get(0);
    assertThat(open.open()).isTrue();
    assertThat(plan.isNews(open, ROW, GRACE)).isTrue();

    plan.seen(0, W, false, GRACE + 1);
    Due over = plan.due(GRACE + 1, 0).get(0);
    assertThat(over.open()).isFalse();
    assertThat(plan.isNews(over, ROW, GRACE + 1)).as("even from the same row").isTrue();
  }

  @Test
  void aWindowThatIsOverIsForecastBesideTheOpenOneAfterIt() {
    plan.seen(0, W, false, 0);
    plan.seen(0, W + Windows.MILLIS, true, 0);
    assertThat(plan.due(GRACE, 0)).extracting(Due::open).containsExactly(false, true);
    assertThat(new OriginPlan(1, GRACE, false).due(GRACE, 0)).isEmpty();
  }

  @Test
  void originsThatTheBatchViewCoversAreLeftAlone() {
    plan.seen(0, W, false, 0);
    assertThat(plan.due(GRACE, ORIGIN + 1)).isEmpty();
    assertThat(plan.due(GRACE, ORIGIN)).hasSize(1);
  }

  @Test
  void aSegmentThatFellSilentHoldsUpNobody() {
    plan.seen(2, W - 2 * 3_600_000, false, 0);
    plan.seen(0, W, false, 0);
    plan.seen(1, W, false, 0);
    assertThat(plan.due(1, 0)).extracting(Due::segment).contains(0, 1);
  }
}
