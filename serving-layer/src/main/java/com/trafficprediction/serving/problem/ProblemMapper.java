package com.trafficprediction.serving.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.glassfish.jersey.message.internal.HeaderValueException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a resource threw into a problem document; unexpected things get a number. */
public final class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

  private final KnownPaths paths;
  private final AtomicLong errors = new AtomicLong();
  @Context private @Nullable UriInfo uri;

  /**
   * @param paths what there is, for whoever asked for something else
   */
  public ProblemMapper(KnownPaths paths) {
    this.paths = paths;
  }

  @Override
  public Response toResponse(Throwable thrown) {
    String path = "/" + Objects.requireNonNull(uri, "injected by Jersey").getBaseUri().getPath();
    path = path.replaceAll("/+", "/") + uri.getPath();
    path = path.replaceAll("/+", "/");
    Response response = ProblemDocument.of(problem(thrown, path), path).toResponse();
    if (thrown instanceof WebApplicationException web
        && web.getResponse().getHeaderString(HttpHeaders.ALLOW) != null) {
      return Response.fromResponse(response)
          .header(HttpHeaders.ALLOW, web.getResponse().getHeaderString(HttpHeaders.ALLOW))
          .build();
    }
    return response;
  }

  private ApiProblem problem(Throwable thrown, String path) {
    if (thrown instanceof ApiProblem problem) {
      return problem;
    }
    if (thrown instanceof WebApplicationException web) {
      return ofStatus(web.getResponse().getStatus(), path);
    }
    if (thrown instanceof HeaderValueException) {
      return ApiProblem.badRequest(
          "malformed-header",
          "A header of the request is not what its name demands",
          "Check If-None-Match, If-Modified-Since and Accept: entity tags stand in double quotes");
    }
    if (thrown instanceof JsonProcessingException json) {
      return ApiProblem.badRequest(
          "malformed-json", json.getOriginalMessage(), "Send valid JSON; see /openapi.json");
    }
    if (thrown instanceof IOException || thrown instanceof UncheckedIOException) {
      LOG.warn("{}: a store did not answer", path, thrown);
      return ApiProblem.unavailable(
          "store-unavailable",
          "HBase or HDFS did not answer",
          "Try again in a moment; /api/health says what is down");
    }
    long number = errors.incrementAndGet();
    LOG.error("{}: error {}", path, number, thrown);
    return ApiProblem.of(
        500,
        "internal",
        "Internal error",
        "Error " + number + " of this process",
        "Its log says more under that number");
  }

  private ApiProblem ofStatus(int status, String path) {
    return switch (status) {
      case 404 -> paths.problem(path);
      case 405 ->
          ApiProblem.of(
              405,
              "method-not-allowed",
              "Method not allowed",
              path + " does not take this method",
              "Use one of those in the Allow header");
      case 406 ->
          ApiProblem.of(
              406,
              "not-acceptable",
              "Not acceptable",
              path + " cannot be had in the accepted media types",
              "Accept application/json; planner tables also come as text/csv");
      case 415 ->
          ApiProblem.of(
              415,
              "unsupported-media-type",
              "Unsupported media type",
              path + " does not read this media type",
              "Send the header Content-Type: application/json (curl -d alone says that it is a form)");
      default ->
          ApiProblem.of(
              status,
              "http-" + status,
              "The request was refused",
              "HTTP status " + status,
              "See /openapi.json");
    };
  }
}
