package com.trafficprediction.serving.resource;

import com.trafficprediction.core.network.Bounds;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.serving.live.LiveRun;
import com.trafficprediction.serving.live.LiveRunWatch;
import com.trafficprediction.serving.problem.ApiProblem;
import com.trafficprediction.storage.hbase.LivePointer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/segments}: where the detectors are, and what is usual there. */
@Path("/segments")
@Produces(MediaType.APPLICATION_JSON)
public final class SegmentResource {
  private final LiveRunWatch watch;

  public SegmentResource(LiveRunWatch watch) {
    this.watch = watch;
  }

  /** The segments, all of them or those of a freeway or box. */
  @GET
  public Response list(
      @Context Request request,
      @QueryParam("freeway") @Nullable String freeway,
      @QueryParam("bbox") @Nullable String bbox) {
    LiveRun live = watch.get();
    Optional<Bounds> box = Parameters.bbox(bbox);
    String selection = Integer.toHexString((freeway + "|" + bbox).hashCode());
    return Answers.snapshot(
        request,
        live.network().hash().substring(0, 16) + "-" + selection,
        () ->
            SegmentBody.Collection.of(
                live.network(),
                live.network().network().segments().stream()
                    .filter(segment -> matches(segment, freeway, box))
                    .map(segment -> body(live, segment))
                    .toList()));
  }

  static boolean matches(Segment segment, @Nullable String freeway, Optional<Bounds> box) {
    boolean onFreeway =
        freeway == null
            || freeway.isEmpty()
            || segment
                .chain()
                .filter(
                    chain ->
                        Parameters.names(freeway, chain.freeway())
                            || Parameters.names(freeway, chain.chainId()))
                .isPresent();
    return onFreeway
        && box.map(b -> b.contains(segment.latitude(), segment.longitude())).orElse(true);
  }

  private static SegmentBody body(LiveRun live, Segment segment) {
    return SegmentBody.of(segment, live.network().neighbours().of(segment.id()));
  }

  /** One segment. */
  @GET
  @Path("/{id}")
  public Response get(@Context Request request, @PathParam("id") String id) {
    LiveRun live = watch.get();
    Segment segment = Parameters.segment(live, id);
    return Answers.snapshot(
        request, live.network().hash().substring(0, 16), () -> body(live, segment));
  }

  /** What is usual on a segment: a typical week. */
  @GET
  @Path("/{id}/profile")
  public Response profile(@Context Request request, @PathParam("id") String id) {
    LiveRun live = watch.get();
    Parameters.segment(live, id);
    String run =
        live.pointer()
            .map(LivePointer::run)
            .orElseThrow(
                () ->
                    ApiProblem.unavailable(
                        "no-run", "No run was published yet", "Run bin/traffic batch"));
    SegmentProfile profile =
        live.findProfile(id)
            .orElseThrow(
                () ->
                    ApiProblem.notFound(
                        "no-profile",
                        "Nothing was ever observed on segment " + id + " before the watermark",
                        "Choose another segment, or wait for a batch run with readings of it"));
    Network network = live.network().network();
    return Answers.snapshot(
        request, live.version(), () -> ProfileBody.of(run, profile, network.calendar()));
  }
}
