package com.trafficprediction.serving.resource;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.serving.live.LiveRun;
import com.trafficprediction.serving.live.LiveRunWatch;
import com.trafficprediction.serving.problem.ApiProblem;
import com.trafficprediction.storage.hbase.LivePointer;
import com.trafficprediction.storage.hbase.RunRecord;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.model.BundleFiles;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code /api/models}: which runs there are, which one forecasts, and its report. */
@Path("/models")
public final class ModelResource {
  private static final int MAX_RUNS = 100;

  private final LiveRunWatch watch;

  public ModelResource(LiveRunWatch watch) {
    this.watch = watch;
  }

  /**
   * The answer.
   *
   * @param current what is live; null before the first run was published
   * @param runs the newest runs, newest first, at most 100
   */
  record Body(@Nullable Current current, List<Run> runs) {}

  /**
   * What is live.
   *
   * @param run whose tables are read
   * @param model run whose models forecast; another one when the newer were not good enough
   * @param loadedModel run whose models are in use here; null when there are none
   * @param versions model in use by horizon
   * @param problem why the models are not those of the pointer; empty when they are
   */
  record Current(
      String run,
      String model,
      String network,
      long watermark,
      long publishedAt,
      @Nullable String loadedModel,
      Map<String, String> versions,
      String problem) {}

  /** A run as it is recorded. */
  record Run(String run, String state, long changedAt, Map<String, Long> rows, String note) {}

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response list() throws IOException {
    LiveRun live = watch.get();
    List<Run> runs =
        watch.storage().listRuns().stream()
            .sorted(Comparator.comparing(RunRecord::run).reversed())
            .limit(MAX_RUNS)
            .map(
                run ->
                    new Run(
                        run.run(),
                        run.state().name().toLowerCase(Locale.ROOT),
                        run.changedAt().toEpochMilli(),
                        run.rows(),
                        run.note()))
            .toList();
    return Answers.json(new Body(live.pointer().map(p -> current(p, live)).orElse(null), runs));
  }

  private static Current current(LivePointer pointer, LiveRun live) {
    Map<String, String> versions = new TreeMap<>();
    live.models()
        .ifPresent(
            models -> {
              for (Horizon horizon : Horizon.values()) {
                versions.put(horizon.key(), models.version(horizon));
              }
            });
    return new Current(
        pointer.run(),
        pointer.model(),
        pointer.network(),
        pointer.watermark().toEpochMilli(),
        pointer.publishedAt().toEpochMilli(),
        live.models().map(models -> models.run().value()).orElse(null),
        versions,
        live.modelProblem());
  }

  /** The report of the live run, for people. */
  @GET
  @Path("/current/report")
  @Produces(MediaType.TEXT_HTML)
  public Response report(@Context Request request) {
    return file(request, BundleFiles.REPORT, MediaType.TEXT_HTML_TYPE.withCharset("utf-8"));
  }

  /** The figures of the live run, as the batch layer wrote them. */
  @GET
  @Path("/current/report")
  @Produces(MediaType.APPLICATION_JSON)
  public Response metadata(@Context Request request) {
    return file(request, BundleFiles.METADATA, MediaType.APPLICATION_JSON_TYPE);
  }

  private Response file(Request request, String name, MediaType type) {
    LivePointer pointer =
        watch
            .get()
            .pointer()
            .orElseThrow(
                () ->
                    ApiProblem.unavailable(
                        "no-run", "No run was published yet", "Run bin/traffic batch"));
    RunId run = new RunId(pointer.run());
    return Answers.snapshot(
        request,
        run.value() + "-" + name,
        type,
        () -> {
          try {
            return watch.storage().bundle(run).read(name);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
