package com.trafficprediction.serving.health;

import com.codahale.metrics.health.HealthCheck;

/** The health report as a check of the admin port. */
public final class ReadyCheck extends HealthCheck {
  private final HealthReport report;

  public ReadyCheck(HealthReport report) {
    this.report = report;
  }

  @Override
  protected Result check() {
    HealthReport.Body body = report.ask();
    return body.ready()
        ? Result.healthy(body.status())
        : Result.unhealthy("see /api/health of the application port");
  }
}
