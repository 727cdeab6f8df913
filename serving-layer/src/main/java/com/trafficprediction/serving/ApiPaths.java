package com.trafficprediction.serving;

import java.util.List;

/** Every path that can be asked for. A test compares them with the description of the API. */
final class ApiPaths {
  static final List<String> TEMPLATES =
      List.of(
          "/",
          "/predictions",
          "/city-planner",
          "/openapi.json",
          "/api/health",
          "/api/health/ready",
          "/api/segments",
          "/api/segments/{id}",
          "/api/segments/{id}/history",
          "/api/segments/{id}/profile",
          "/api/segments/{id}/outcomes",
          "/api/settings",
          "/api/predictions",
          "/api/predictions/stream",
          "/api/predictions/{segment}",
          "/api/events",
          "/api/incidents",
          "/api/incidents/{id}/acknowledge",
          "/api/detectors",
          "/api/accuracy",
          "/api/corridors",
          "/api/corridors/{id}/travel-time",
          "/api/corridors/{id}/speeds",
          "/api/corridors/{id}/days",
          "/api/models",
          "/api/models/current/report",
          "/api/planner/{measure}");

  private ApiPaths() {}
}
