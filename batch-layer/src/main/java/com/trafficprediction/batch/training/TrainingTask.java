package com.trafficprediction.batch.training;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.core.network.Capabilities;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A part of a model that one reducer trains.
 *
 * @param model the model
 * @param part which part of it, from 0
 * @param parts how many there are
 */
record TrainingTask(ModelName model, int part, int parts) {

  /** Tasks for all models of these names, the expensive ones first; the same list every time. */
  static List<TrainingTask> of(List<ModelName> models, String preset) {
    List<TrainingTask> tasks = new ArrayList<>();
    for (ModelName model : models) {
      int parts =
          model.family() == ModelFamily.LINEAR_REGRESSION
              ? 1
              : TrainingEffort.of(preset, model).parts();
      for (int part = 0; part < parts; part++) {
        tasks.add(new TrainingTask(model, part, parts));
      }
    }
    // Two workers are busy to the end only if the long tasks start first.
    tasks.sort(Comparator.comparingInt(task -> -cost(task)));
    return tasks;
  }

  /** File with the model that a task trained. */
  static String modelFile(int task) {
    return "task-" + task + ".model";
  }

  /** File with what it took. */
  static String reportFile(int task) {
    return "task-" + task + ".json";
  }

  private static int cost(TrainingTask task) {
    return switch (task.model.family()) {
      case GRADIENT_BOOSTED_TREES -> 3;
      case RANDOM_FOREST -> 2;
      case DECISION_TREE -> 1;
      case LINEAR_REGRESSION -> 0;
    };
  }

  /** Every candidate that a data set supports. */
  static List<ModelName> candidates(Capabilities capabilities) {
    List<ModelName> models = new ArrayList<>();
    for (Horizon horizon : Horizon.values()) {
      for (ModelFamily family : ModelFamily.values()) {
        models.add(new ModelName(family, Quantity.SPEED, horizon));
      }
      if (capabilities.volume()) {
        models.add(new ModelName(ModelFamily.GRADIENT_BOOSTED_TREES, Quantity.VOLUME, horizon));
      }
    }
    return models;
  }
}
