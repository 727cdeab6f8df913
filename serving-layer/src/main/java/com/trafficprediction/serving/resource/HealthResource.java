package com.trafficprediction.serving.resource;

import com.trafficprediction.serving.health.HealthReport;
import com.trafficprediction.serving.json.ApiJson;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /api/health}: alive, and ready or why not. */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
  private static final int UNAVAILABLE = 503;

  private final HealthReport report;

  public HealthResource(HealthReport report) {
    this.report = report;
  }

  /** 200 whenever the process is alive; the body says the rest. */
  @GET
  public Response alive() {
    return Answers.json(report.ask());
  }

  /** The same body; 503 while a required part is not up. For load balancers. */
  @GET
  @Path("/ready")
  public Response ready() {
    HealthReport.Body body = report.ask();
    return Response.status(body.ready() ? 200 : UNAVAILABLE)
        .entity(ApiJson.write(body))
        .header("Cache-Control", "no-store")
        .build();
  }
}
