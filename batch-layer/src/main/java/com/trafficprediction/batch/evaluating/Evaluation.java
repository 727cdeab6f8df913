package com.trafficprediction.batch.evaluating;

import com.trafficprediction.batch.training.Quantity;
import com.trafficprediction.core.evaluation.ChronologicalSplit;
import com.trafficprediction.core.evaluation.QualityGate;
import com.trafficprediction.core.forecast.Horizon;
import java.util.List;
import java.util.Optional;

/**
 * What an evaluation found.
 *
 * @param split the parts of the time
 * @param selection chosen models
 * @param verdict whether they may be published
 * @param validation score sheets of the validation part
 * @param test score sheets of the test part
 */
public record Evaluation(
    ChronologicalSplit split,
    Selection selection,
    QualityGate.Verdict verdict,
    List<ScoreSheet> validation,
    List<ScoreSheet> test) {

  /** The test sheet of a quantity and horizon, if there were rows. */
  public Optional<ScoreSheet> findTest(Quantity quantity, Horizon horizon) {
    return test.stream()
        .filter(s -> s.quantity().equals(quantity.key()) && s.horizon() == horizon.minutes())
        .findFirst();
  }
}
