package com.trafficprediction.batch.reporting;

import com.trafficprediction.batch.evaluating.LiveModels;
import com.trafficprediction.batch.stage.CodeVersion;
import com.trafficprediction.batch.training.ModelInputs;
import com.trafficprediction.batch.training.ModelName;
import com.trafficprediction.batch.training.Quantity;
import com.trafficprediction.batch.training.TrainedModels;
import com.trafficprediction.core.forecast.Calibration;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.PointModel;
import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.core.report.HtmlReport;
import com.trafficprediction.core.report.RunReport;
import com.trafficprediction.model.bundle.ModelCodec;
import com.trafficprediction.model.bundle.Preprocessing;
import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.model.BundleFiles;
import com.trafficprediction.storage.model.ModelStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a run's bundle to {@code models/<run>}:
 *
 * <ul>
 *   <li>{@code <family>/speed_15.model} …: every candidate as it was evaluated;
 *   <li>{@code serving/speed_15.model} …: the chosen ones, fitted again on everything; absent when
 *       the quality gate stopped the run;
 *   <li>{@code preprocessing_pipeline/speed_15.json} …: columns, fingerprint and anchor;
 *   <li>{@code calibration/speed_15.json} …: residuals that intervals are made of;
 *   <li>{@code metadata.json} and {@code report.html}.
 * </ul>
 */
public final class BundleStage {
  /** Manifest setting: what the gate made of the run. */
  public static final String PUBLICATION = "publication";

  private final Clock clock;

  public BundleStage(Clock clock) {
    this.clock = clock;
  }

  /**
   * Writes the bundle.
   *
   * @param candidates the evaluated models
   * @param serving the refitted ones, if there are any
   */
  public void execute(
      RunFindings findings, TrainedModels candidates, Optional<TrainedModels> serving)
      throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Map.Entry<ModelName, PointModel> model : candidates.models().entrySet()) {
      files.put(model.getKey().file(), encoded(model.getValue()));
    }
    if (serving.isPresent()) {
      for (Map.Entry<ModelName, PointModel> model : serving.get().models().entrySet()) {
        ModelName name = model.getKey();
        files.put(
            BundleFiles.serving(name.quantity().key(), name.horizon()), encoded(model.getValue()));
      }
    }
    addPreprocessing(files, findings.run().network().capabilities());
    for (Calibration calibration : findings.evaluation().selection().calibrations()) {
      files.put(
          BundleFiles.calibration(Horizon.ofMinutes(calibration.horizon())),
          StoredJson.write(calibration));
    }
    RunReport report = new ReportBuilder(findings, clock.millis()).build();
    files.put(BundleFiles.METADATA, StoredJson.write(new Metadata(report).toMap()));
    files.put(BundleFiles.REPORT, HtmlReport.render(report).getBytes(StandardCharsets.UTF_8));
    new ModelStore(findings.run().files(), findings.run().layout())
        .write(
            findings.run().run(),
            files,
            LiveModels.describe(
                    OutputManifest.builder("bundle", CodeVersion.current(), clock.instant()),
                    findings.run(),
                    findings.evaluation().split())
                .id(findings.run().plan().run())
                .setting(PUBLICATION, findings.publication().name())
                .seed(findings.run().plan().seed())
                .build());
  }

  private static void addPreprocessing(Map<String, byte[]> files, Capabilities capabilities)
      throws IOException {
    for (Quantity quantity : Quantity.values()) {
      if (quantity == Quantity.VOLUME && !capabilities.volume()) {
        continue;
      }
      for (Horizon horizon : Horizon.values()) {
        ModelInputs inputs = ModelInputs.of(quantity, horizon, capabilities);
        files.put(
            BundleFiles.preprocessing(quantity.key(), horizon),
            new Preprocessing(inputs.features(), inputs.anchor()).toJson());
      }
    }
  }

  private static byte[] encoded(PointModel model) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelCodec.write(model, bytes);
    return bytes.toByteArray();
  }
}
