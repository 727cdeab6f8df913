package com.trafficprediction.serving.resource;

import com.trafficprediction.serving.json.ApiJson;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/** Responses. */
final class Answers {
  private Answers() {}

  /** An answer that is never the same twice. */
  static Response json(Object body) {
    return written(ApiJson.write(body));
  }

  /** The same, of JSON that is there already. */
  static Response written(byte[] json) {
    return Response.ok(json, MediaType.APPLICATION_JSON_TYPE)
        .header("Cache-Control", "no-store")
        .build();
  }

  /**
   * A snapshot: who has it already is told so. Some paths answer in more than one type; that it
   * varies by {@code Accept} a filter says, since a header here would replace what others said.
   *
   * @param version changes whenever the body does, and with its type
   */
  static Response snapshot(Request request, String version, Supplier<Object> body) {
    return snapshot(
        request, version, MediaType.APPLICATION_JSON_TYPE, () -> ApiJson.write(body.get()));
  }

  /** A snapshot of another type. */
  static Response snapshot(
      Request request, String version, MediaType type, Supplier<byte[]> bytes) {
    EntityTag tag = new EntityTag(version);
    CacheControl revalidate = new CacheControl();
    revalidate.setNoCache(true);
    revalidate.setNoTransform(false);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    return (unchanged == null ? Response.ok(bytes.get(), type).tag(tag) : unchanged)
        .cacheControl(revalidate)
        .build();
  }
}
