package com.trafficprediction.serving.resource;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/events}: readings into {@code traffic-raw}. */
@Path("/events")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class EventResource {
  private final Intake intake;

  public EventResource(Intake intake) {
    this.intake = intake;
  }

  @POST
  public Response post(
      @HeaderParam("Authorization") @Nullable String authorization,
      @HeaderParam("Reference-Clock") @Nullable String referenceClock,
      InputStream body)
      throws IOException {
    return intake.events(authorization, referenceClock, body);
  }
}
