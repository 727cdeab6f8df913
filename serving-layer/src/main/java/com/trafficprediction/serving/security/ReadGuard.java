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

/**
 * Closes reads where a read token is configured: every path below {@code /api} but the health check
 * then needs it, as a bearer token or, for event streams, which cannot send headers, as the query
 * parameter {@code access_token}.
 */
public final class ReadGuard implements Filter {
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
    String path = asked.getRequestURI();
    String authorization = asked.getHeader("Authorization");
    String parameter = asked.getParameter("access_token");
    boolean allowed =
        !read.isSet()
            || !path.startsWith("/api/")
            || path.startsWith("/api/health")
            || read.matches(authorization)
            || write.matches(authorization)
            || (parameter != null && read.matches("Bearer " + parameter));
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
}
