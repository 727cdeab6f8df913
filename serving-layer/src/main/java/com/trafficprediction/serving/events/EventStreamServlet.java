package com.trafficprediction.serving.events;

import com.trafficprediction.serving.latest.OffsetVector;
import com.trafficprediction.serving.problem.ApiProblem;
import com.trafficprediction.serving.problem.ProblemDocument;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/predictions/stream}. */
public final class EventStreamServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int UNAVAILABLE = 503;

  private final transient StreamHub hub;

  public EventStreamServlet(StreamHub hub) {
    this.hub = hub;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (hub.isFull()) {
      refuse(request, response);
      return;
    }
    StreamFeed.Options options = options(request);
    boolean resumed =
        OffsetVector.parse(options.lastEventId())
            .filter(seen -> !seen.isAheadOf(hub.board().vector()))
            .isPresent();
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("utf-8");
    response.setHeader("Cache-Control", "no-cache, no-transform");
    // Tells nginx, and what imitates it, to pass events on at once.
    response.setHeader("X-Accel-Buffering", "no");
    boolean compressed = AcceptedEncoding.isGzip(request.getHeader("Accept-Encoding"));
    // Beside what the filters have said to caches already.
    response.addHeader("Vary", "Accept-Encoding");
    if (compressed) {
      response.setHeader("Content-Encoding", "gzip");
    }
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    ServletOutputStream out = response.getOutputStream();
    StreamClient client =
        new StreamClient(
            context,
            out,
            new StreamFeed(hub.board(), hub.cache(), options),
            compressed,
            hub::remove,
            hub.now());
    client.tell(Frames.retry(hub.retryMillis()));
    client.tell(hub.connected(resumed));
    context.addListener(new Ending(client));
    hub.add(client);
    out.setWriteListener(client);
    client.tell(hub.stats());
    hub.error().ifPresent(client::tell);
  }

  private static StreamFeed.Options options(HttpServletRequest request) {
    String header = request.getHeader("Last-Event-ID");
    String last = header == null ? request.getParameter("last_event_id") : header;
    return new StreamFeed.Options(
        "true".equals(request.getParameter("batch")),
        orEmpty(request.getParameter("model")),
        orEmpty(last));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static void refuse(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ApiProblem problem =
        ApiProblem.unavailable(
            "too-many-streams",
            "As many event streams are open as this process may have",
            "Try another instance, or raise events.max_clients in config/serving.yaml");
    response.setStatus(UNAVAILABLE);
    response.setHeader("Retry-After", "10");
    response.setContentType(ProblemDocument.MEDIA_TYPE);
    response
        .getOutputStream()
        .write(ProblemDocument.of(problem, request.getRequestURI()).toBytes());
  }

  /** Forgets a client whose connection is gone. */
  private record Ending(StreamClient client) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      client.end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      client.end();
    }

    @Override
    public void onError(AsyncEvent event) {
      client.end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // The stream is started once.
    }
  }
}
