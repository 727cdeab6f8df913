package com.trafficprediction.serving.pages;

import com.trafficprediction.serving.problem.KnownPaths;
import com.trafficprediction.serving.problem.ProblemDocument;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The dashboard's files, {@code /openapi.json}, and for any other path the right one. Pages of the
 * dashboard are one file that looks at the path itself. Files with a hash in their name (below
 * {@code /assets/}) may be kept for ever.
 */
public final class PagesServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Set<String> PAGES = Set.of("/", "/predictions", "/city-planner");
  private static final String OPENAPI = "/openapi.json";
  private static final String BUILT_IN = "home.html";
  private static final String POLICY = "Content-Security-Policy";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String REVALIDATE = "no-cache";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  private final transient PageFiles files;
  private final transient KnownPaths paths;

  /**
   * @param files of the built dashboard; without an {@code index.html} among them, a built-in page
   *     lists the API
   * @param paths what there is
   */
  public PagesServlet(PageFiles files, KnownPaths paths) {
    this.files = files;
    this.paths = paths;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    if (path.equals(OPENAPI)) {
      response.setHeader("Cache-Control", REVALIDATE);
      send(response, "application/json", resource("openapi.json"));
    } else if (PAGES.contains(path)) {
      page(response);
    } else {
      Optional<byte[]> file = files.find(path);
      if (file.isPresent()) {
        response.setHeader("Cache-Control", path.startsWith("/assets/") ? FOR_EVER : REVALIDATE);
        send(response, type(path), file.get());
      } else {
        notFound(response, path);
      }
    }
  }

  private void page(HttpServletResponse response) throws IOException {
    Optional<byte[]> index = files.find("/index.html");
    response.setHeader("Cache-Control", REVALIDATE);
    String policy = response.getHeader(POLICY);
    if (index.isPresent() && policy != null) {
      // Its styles are files, as its scripts are; only reports have theirs inline.
      response.setHeader(POLICY, policy.replace(" 'unsafe-inline'", ""));
    }
    send(response, type("html"), index.isPresent() ? index.get() : resource(BUILT_IN));
  }

  private static String type(String path) {
    String extension = path.substring(path.lastIndexOf('.') + 1);
    return TYPES.getOrDefault(extension, "application/octet-stream");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = PagesServlet.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IOException(name + " is not in this build");
      }
      return in.readAllBytes();
    }
  }

  private static void send(HttpServletResponse response, String type, byte[] bytes)
      throws IOException {
    response.setContentType(type);
    response.getOutputStream().write(bytes);
  }

  private void notFound(HttpServletResponse response, String path) throws IOException {
    response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    send(
        response,
        ProblemDocument.MEDIA_TYPE,
        ProblemDocument.of(paths.problem(path), path).toBytes());
  }
}
