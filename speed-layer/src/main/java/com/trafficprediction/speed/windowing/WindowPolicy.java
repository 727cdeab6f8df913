package com.trafficprediction.speed.windowing;

import java.time.Duration;

/**
 * When windows close and are forgotten.
 *
 * @param delayMillis how far a segment's watermark is behind its newest event
 * @param latenessMillis how long after its end, by the watermark, a window takes late events
 * @param idleMillis silence of a segment, wall time, after which its open windows close
 * @param forgetMillis silence of a segment, wall time, after which it is forgotten
 */
public record WindowPolicy(
    long delayMillis, long latenessMillis, long idleMillis, long forgetMillis) {

  public WindowPolicy {
    if (delayMillis < 0 || latenessMillis < 0 || idleMillis <= 0 || forgetMillis <= 0) {
      throw new IllegalArgumentException("negative durations");
    }
  }

  /** The policy of a configuration. */
  public static WindowPolicy of(Duration delay, Duration lateness, Duration idle, Duration forget) {
    return new WindowPolicy(
        delay.toMillis(), lateness.toMillis(), idle.toMillis(), forget.toMillis());
  }
}
