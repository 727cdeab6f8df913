package com.trafficprediction.serving.security;

import com.trafficprediction.serving.problem.ProblemDocument;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Closes reads where a read token is configured: every path below {@code /api} but the two health
 * checks then needs it, as a bearer token or, for the event stream, whose browsers cannot send
 * headers, as the query parameter {@code access_token}.
 */
public final class ReadGuard implements Filter {
  private static final String API = "/api";
  private static final String STREAM = API + "/predictions/stream";
  private static final Set<String> OPEN = Set.of(API + "/health", API + "/health/ready");

  private final BearerToken read;
  private final BearerToken write;

  public ReadGuard(BearerToken read, BearerToken write) {
    this.read = read;
    this.write = write;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    String path = path(asked);
    String authorization = asked.getHeader("Authorization");
    boolean allowed =
        !read.isSet()
            || isOpen(path, asked.getRequestURI())
            || read.matches(authorization)
            || write.matches(authorization)
            || (path.equals(STREAM) && read.matches("Bearer " + parameter(asked)));
    if (allowed) {
      chain.doFilter(request, response);
      return;
    }
    HttpServletResponse answer = (HttpServletResponse) response;
    answer.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    answer.setHeader("WWW-Authenticate", "Bearer");
    answer.setContentType(ProblemDocument.MEDIA_TYPE);
    answer.getOutputStream().write(ProblemDocument.of(BearerToken.unauthorized(), path).toBytes());
  }

  /** The path as the server chose a servlet by it: decoded, without dots and parameters. */
  private static String path(HttpServletRequest asked) {
    String rest = asked.getPathInfo();
    return asked.getServletPath() + (rest == null ? "" : rest);
  }

  /**
   * Jersey chooses its resource by the path as it was sent, so a health check counts as one only
   * where both paths are the same.
   */
  private static boolean isOpen(String path, String sent) {
    boolean api = path.equals(API) || path.startsWith(API + "/");
    return !api || (OPEN.contains(path) && path.equals(sent));
  }

  /** Of the stream alone: asking any other request for a parameter may use up its body. */
  private static String parameter(HttpServletRequest stream) {
    String token = stream.getParameter("access_token");
    return token == null ? "" : token;
  }
}
