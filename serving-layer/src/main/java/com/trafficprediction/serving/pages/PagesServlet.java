package com.trafficprediction.serving.pages;

import com.trafficprediction.serving.problem.KnownPaths;
import com.trafficprediction.serving.problem.ProblemDocument;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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

  private final transient Optional<Path> directory;
  private final transient KnownPaths paths;

  /**
   * @param directory of the built dashboard; empty for the built-in page that lists the API
   * @param paths what there is
   */
  public PagesServlet(Optional<Path> directory, KnownPaths paths) {
    this.directory = directory.map(d -> d.toAbsolutePath().normalize());
    this.paths = paths;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    if (path.equals(OPENAPI)) {
      response.setHeader("Cache-Control", "no-cache");
      send(response, "application/json", resource("openapi.json"));
    } else if (PAGES.contains(path)) {
      page(response);
    } else {
      Optional<Path> file = find(path);
      if (file.isPresent()) {
        response.setHeader(
            "Cache-Control",
            path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
        send(response, type(path), Files.readAllBytes(file.get()));
      } else {
        notFound(response, path);
      }
    }
  }

  private void page(HttpServletResponse response) throws IOException {
    Optional<Path> index = find("/index.html");
    response.setHeader("Cache-Control", "no-cache");
    send(
        response,
        type("html"),
        index.isPresent() ? Files.readAllBytes(index.get()) : resource(BUILT_IN));
  }

  /** The file of a path, if it lies in the directory; no way leads out of it. */
  private Optional<Path> find(String path) {
    if (directory.isEmpty() || path.indexOf('%') >= 0 || path.indexOf('\\') >= 0) {
      return Optional.empty();
    }
    try {
      Path file = directory.get().resolve(path.substring(1)).normalize();
      boolean inside = file.startsWith(directory.get()) && Files.isRegularFile(file);
      return inside ? Optional.of(file) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
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
