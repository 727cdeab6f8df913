package com.trafficprediction.serving.forecast;

import com.trafficprediction.core.feature.FeatureProjection;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.PointModel;

/**
 * A model with the columns it reads.
 *
 * @param horizon how far ahead it looks
 * @param projection picks its row out of a full one
 * @param model the model
 */
public record HorizonModel(Horizon horizon, FeatureProjection projection, PointModel model) {
  public HorizonModel {
    if (projection.featureSet().size() != model.featureCount()) {
      throw new IllegalArgumentException(
          "the model reads "
              + model.featureCount()
              + " columns, its preprocessing names "
              + projection.featureSet().size());
    }
  }
}
