package com.trafficprediction.serving.security;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * Tells browsers to load nothing from elsewhere, to guess no types and to frame nothing; answers
 * other origins only where they are configured.
 */
public final class SecurityHeaders implements Filter {
  private final String policy;
  private final List<String> origins;

  /**
   * @param imageSources further origins that images may come from, such as a tile server
   * @param origins origins whose scripts may read answers; empty for none
   */
  public SecurityHeaders(List<String> imageSources, List<String> origins) {
    this.policy =
        "default-src 'self'; img-src 'self' data: blob:"
            + (imageSources.isEmpty() ? "" : " " + String.join(" ", imageSources))
            + "; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none';"
            + " frame-ancestors 'none'; form-action 'self'";
    this.origins = List.copyOf(origins);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    answer.setHeader("Content-Security-Policy", policy);
    answer.setHeader("X-Content-Type-Options", "nosniff");
    answer.setHeader("X-Frame-Options", "DENY");
    answer.setHeader("Referrer-Policy", "no-referrer");
    answer.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    if (asked.isSecure()) {
      // Browsers that were here over HTTPS once do not come back without it.
      answer.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
    String origin = asked.getHeader("Origin");
    if (origin != null && origins.contains(origin)) {
      answer.setHeader("Access-Control-Allow-Origin", origin);
      answer.addHeader("Vary", "Origin");
      if (asked.getMethod().equals("OPTIONS")) {
        answer.setHeader("Access-Control-Allow-Methods", "GET, POST");
        answer.setHeader(
            "Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID");
        answer.setHeader("Access-Control-Max-Age", "600");
        answer.setStatus(HttpServletResponse.SC_NO_CONTENT);
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
