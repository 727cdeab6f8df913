package com.trafficprediction.feeds.synthetic;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A smooth line through given points, measured by its length: a uniform Catmull-Rom spline, sampled
 * finely. Coordinates in km, x to the east, y to the north. Immutable.
 */
final class Curve {
  /** A place: x km to the east, y km to the north. */
  record Point(double x, double y) {}

  private static final int SAMPLES_PER_PIECE = 64;

  private final double[] x;
  private final double[] y;
  private final double[] lengthKm;

  /** Through all points, in order; at least two. */
  Curve(List<Point> points) {
    int pieces = points.size() - 1;
    int n = pieces * SAMPLES_PER_PIECE + 1;
    x = new double[n];
    y = new double[n];
    lengthKm = new double[n];
    for (int i = 0; i < n; i++) {
      int piece = Math.min(i / SAMPLES_PER_PIECE, pieces - 1);
      double t = (i - piece * SAMPLES_PER_PIECE) / (double) SAMPLES_PER_PIECE;
      x[i] = spline(points, Point::x, piece, t);
      y[i] = spline(points, Point::y, piece, t);
      lengthKm[i] = i == 0 ? 0 : lengthKm[i - 1] + norm(x[i] - x[i - 1], y[i] - y[i - 1]);
    }
  }

  double lengthKm() {
    return lengthKm[lengthKm.length - 1];
  }

  /**
   * The point at a distance along the curve, moved sideways.
   *
   * @param atKm distance from the start, clamped to the curve
   * @param rightKm distance to the right of the direction in which the curve grows
   */
  Point point(double atKm, double rightKm) {
    int i = 1;
    while (i < x.length - 1 && lengthKm[i] < atKm) {
      i++;
    }
    double step = lengthKm[i] - lengthKm[i - 1];
    double t = Math.min(1, Math.max(0, (atKm - lengthKm[i - 1]) / step));
    double dx = (x[i] - x[i - 1]) / step;
    double dy = (y[i] - y[i - 1]) / step;
    return new Point(
        x[i - 1] + t * step * dx + rightKm * dy, y[i - 1] + t * step * dy - rightKm * dx);
  }

  private static double spline(
      List<Point> points, ToDoubleFunction<Point> axis, int piece, double t) {
    double p0 = axis.applyAsDouble(points.get(Math.max(0, piece - 1)));
    double p1 = axis.applyAsDouble(points.get(piece));
    double p2 = axis.applyAsDouble(points.get(piece + 1));
    double p3 = axis.applyAsDouble(points.get(Math.min(points.size() - 1, piece + 2)));
    return 0.5
        * (2 * p1
            + (p2 - p0) * t
            + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t * t
            + (3 * p1 - p0 - 3 * p2 + p3) * t * t * t);
  }

  private static double norm(double dx, double dy) {
    return Math.sqrt(dx * dx + dy * dy);
  }
}
