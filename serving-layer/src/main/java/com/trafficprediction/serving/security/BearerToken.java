package com.trafficprediction.serving.security;

import com.trafficprediction.serving.problem.ApiProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A secret that a request must bear. Compared in constant time. Immutable. */
public final class BearerToken {
  private static final String SCHEME = "Bearer ";

  private final byte[] secret;

  /**
   * @param secret the token; empty for none
   */
  public BearerToken(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether there is one. */
  public boolean isSet() {
    return secret.length > 0;
  }

  /** Whether an {@code Authorization} header bears it. */
  public boolean matches(@Nullable String authorization) {
    return isSet()
        && authorization != null
        && authorization.startsWith(SCHEME)
        && MessageDigest.isEqual(
            authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8),
            secret);
  }

  /**
   * Lets a write pass.
   *
   * @throws ApiProblem when no token is configured, or the request bears another
   */
  public void requireForWriting(@Nullable String authorization) {
    if (!isSet()) {
      throw ApiProblem.of(
          403,
          "writes-closed",
          "Writes are closed",
          "No write token is configured",
          "Set access.write_token in config/serving.yaml, or TRAFFIC_WRITE_TOKEN");
    }
    if (!matches(authorization)) {
      throw unauthorized();
    }
  }

  /** 401 for a missing or wrong token. */
  public static ApiProblem unauthorized() {
    return ApiProblem.of(
        401,
        "unauthorized",
        "A token is needed",
        "The request bears no token, or not the right one",
        "Send the header Authorization: Bearer TOKEN");
  }
}
