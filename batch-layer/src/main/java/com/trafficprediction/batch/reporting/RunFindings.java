package com.trafficprediction.batch.reporting;

import com.trafficprediction.batch.evaluating.Evaluation;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.training.TrainingReport;
import com.trafficprediction.core.feature.NetworkMeans;
import com.trafficprediction.core.report.RunReport.Publication;
import com.trafficprediction.storage.layout.OutputManifest;
import java.util.List;

/**
 * What the stages of a run left for its report.
 *
 * @param run the run
 * @param evaluation scores and verdict
 * @param training cost of the candidates
 * @param refit cost of the refit; no entries when nothing was refitted
 * @param networkMeans the network by window: what was observed when
 * @param manifests of all stages, in their order
 * @param publication what becomes of the run
 */
public record RunFindings(
    RunContext run,
    Evaluation evaluation,
    TrainingReport training,
    TrainingReport refit,
    NetworkMeans networkMeans,
    List<OutputManifest> manifests,
    Publication publication) {
  public RunFindings {
    manifests = List.copyOf(manifests);
  }
}
