package com.trafficprediction.batch.training;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.core.forecast.PointModel;
import com.trafficprediction.model.bundle.ModelCodec;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The models of one training, by name.
 *
 * @param models in the order of horizons and families
 */
public record TrainedModels(Map<ModelName, PointModel> models) {

  /**
   * Loads every model in a directory that {@link TrainStage} committed.
   *
   * @throws FileNotFoundException when there is none
   */
  public static TrainedModels load(FileSystem files, Path directory) throws IOException {
    Map<ModelName, PointModel> models = new LinkedHashMap<>();
    for (Horizon horizon : Horizon.values()) {
      for (Quantity quantity : Quantity.values()) {
        for (ModelFamily family : ModelFamily.values()) {
          ModelName name = new ModelName(family, quantity, horizon);
          Path file = new Path(directory, name.file());
          if (files.exists(file)) {
            try (FSDataInputStream in = files.open(file)) {
              models.put(name, ModelCodec.read(new ByteArrayInputStream(in.readAllBytes())));
            }
          }
        }
      }
    }
    if (models.isEmpty()) {
      throw new FileNotFoundException(directory + " has no models: run the train job");
    }
    return new TrainedModels(models);
  }
}
