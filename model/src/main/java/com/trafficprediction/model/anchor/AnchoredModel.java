package com.trafficprediction.model.anchor;

import com.trafficprediction.model.ExplainedModel;
import com.trafficprediction.model.linear.LinearModel;

/**
 * Anchor plus learned change:
 *
 * <pre>{@code
 * LinearModel anchor = Anchor.between("speed", 0.5, "profile_mean_30").bind(features, rows);
 * TreeEnsemble change = trainer.train(rows.residuals(anchor), seed, progress);
 * AnchoredModel model = new AnchoredModel(anchor, change);
 * }</pre>
 *
 * @param anchor where the prediction starts from
 * @param change what is added to it
 */
public record AnchoredModel(LinearModel anchor, ExplainedModel change) implements ExplainedModel {

  public AnchoredModel {
    if (anchor.featureCount() != change.featureCount()) {
      throw new IllegalArgumentException(
          "an anchor of "
              + anchor.featureCount()
              + " features and a change of "
              + change.featureCount()
              + " do not match");
    }
  }

  @Override
  public int featureCount() {
    return anchor.featureCount();
  }

  @Override
  public double predict(float[] row) {
    return anchor.predict(row) + change.predict(row);
  }

  @Override
  public void predictAll(float[][] rows, int count, double[] out) {
    change.predictAll(rows, count, out);
    for (int i = 0; i < count; i++) {
      out[i] = anchor.predict(rows[i]) + out[i];
    }
  }

  @Override
  public double expectedValue() {
    return anchor.expectedValue() + change.expectedValue();
  }

  @Override
  public double[] contributions(float[] row) {
    double[] sum = anchor.contributions(row);
    double[] added = change.contributions(row);
    for (int j = 0; j < sum.length; j++) {
      sum[j] += added[j];
    }
    return sum;
  }
}
