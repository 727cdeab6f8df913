package com.trafficprediction.serving.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.serving.forecast.ForecastState;
import com.trafficprediction.serving.latest.RoadClock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PredictionResourceTest {
  private static final Map<String, String> MODELS = Map.of("15", "run-1/tree");

  @Test
  void theVersionChangesWithEveryPartOfTheState() {
    assertThat(
            Stream.of(
                    new ForecastState("waiting", "no model", 1, 2, 3L, 4L, MODELS),
                    new ForecastState("live", "", 1, 2, 3L, 4L, MODELS),
                    new ForecastState("waiting", "Kafka does not answer", 1, 2, 3L, 4L, MODELS),
                    new ForecastState("waiting", "no model", 0, 2, 3L, 4L, MODELS),
                    new ForecastState("waiting", "no model", 1, 1, 3L, 4L, MODELS),
                    new ForecastState("waiting", "no model", 1, 2, null, 4L, MODELS),
                    new ForecastState("waiting", "no model", 1, 2, 3L, 5L, MODELS),
                    new ForecastState(
                        "waiting", "no model", 1, 2, 3L, 4L, Map.of("15", "run-2/tree")))
                .map(state -> version(state, RoadClock.NONE)))
        .doesNotHaveDuplicates();
    ForecastState live = new ForecastState("live", "", 1, 2, 3L, 4L, MODELS);
    assertThat(version(live, RoadClock.NONE.with(new RoadClock.Seen("A", 3, 5))))
        .isNotEqualTo(version(live, RoadClock.NONE));
  }

  private static String version(ForecastState state, RoadClock road) {
    return PredictionResource.version("board", new PredictionResource.Now(state, road));
  }
}
