package com.trafficprediction.batch.training;

import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.feature.FeatureProjection;
import com.trafficprediction.core.feature.FeatureSet;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.model.anchor.Anchor;
import com.trafficprediction.model.preset.TrainingPreset;
import com.trafficprediction.schemas.FeatureRow;
import com.trafficprediction.storage.records.FeatureRecords;

/**
 * What a model reads and where it starts from, given what the data set carries. The same for
 * training, scoring and serving. Immutable, thread-safe.
 */
public final class ModelInputs {
  private final Quantity quantity;
  private final Horizon horizon;
  private final FeatureProjection projection;

  private ModelInputs(Quantity quantity, Horizon horizon, FeatureSet features) {
    this.quantity = quantity;
    this.horizon = horizon;
    this.projection = new FeatureProjection(features);
  }

  /** The inputs of models for a quantity and horizon. */
  public static ModelInputs of(Quantity quantity, Horizon horizon, Capabilities capabilities) {
    FeatureSet features =
        quantity == Quantity.SPEED
            ? FeatureCatalog.speedModel(horizon, capabilities)
            : FeatureCatalog.volumeModel(horizon, capabilities);
    return new ModelInputs(quantity, horizon, features);
  }

  public FeatureSet features() {
    return projection.featureSet();
  }

  /** Picks the model's row out of a full one. */
  public FeatureProjection projection() {
    return projection;
  }

  /** Where the model's forecast starts from. */
  public Anchor anchor() {
    if (quantity == Quantity.VOLUME) {
      return Anchor.between(FeatureCatalog.VOLUME, 0.5, FeatureCatalog.volumeProfile(horizon));
    }
    return Anchor.between(
        FeatureCatalog.SPEED,
        TrainingPreset.currentShare(horizon),
        FeatureCatalog.profileMean(horizon));
  }

  /** What was observed at the target; NaN when nothing was. */
  public float target(FeatureRow row) {
    return quantity == Quantity.SPEED
        ? FeatureRecords.speedTarget(row, horizon)
        : FeatureRecords.volumeTarget(row, horizon);
  }
}
