package com.trafficprediction.serving.problem;

import com.trafficprediction.serving.json.ApiJson;
import jakarta.ws.rs.core.Response;

/**
 * The body of an error, RFC 9457 with a remedy.
 *
 * @param type {@code urn:traffic:problem:} and a stable name
 * @param title the kind of problem in a few words
 * @param status HTTP status
 * @param detail what went wrong this time
 * @param remedy what to do
 * @param instance path of the request
 */
public record ProblemDocument(
    String type, String title, int status, String detail, String remedy, String instance) {
  /** The media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPE_PREFIX = "urn:traffic:problem:";

  /** The document of a problem. */
  public static ProblemDocument of(ApiProblem problem, String path) {
    return new ProblemDocument(
        TYPE_PREFIX + problem.kind(),
        problem.title(),
        problem.status(),
        problem.detail(),
        problem.remedy(),
        path);
  }

  /** The bytes of the document. */
  public byte[] toBytes() {
    return ApiJson.write(this);
  }

  Response toResponse() {
    return Response.status(status).type(MEDIA_TYPE).entity(toBytes()).build();
  }
}
