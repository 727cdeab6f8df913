package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.network.Direction;
import com.trafficprediction.feeds.synthetic.Curve.Point;
import java.util.List;

/**
 * Where the fictional region's freeways run. The region is laid over farmland near 36.2° N, 120.0°
 * W, so that a map with tiles shows at once that these freeways do not exist. The lines keep their
 * shape and crossings whatever their length: the map is scaled as a whole.
 */
final class RoadMap {
  private static final double CENTRE_LATITUDE = 36.2;
  private static final double CENTRE_LONGITUDE = -120.0;

  /** Kilometres in a degree of latitude (mean Earth radius 6371.0088 km). */
  private static final double KM_PER_DEGREE = 111.195;

  /** A freeway: its name, the direction in which postmiles grow, its first postmile, its line. */
  private record Template(
      String freeway, Direction growing, double firstPostmileKm, List<Point> points) {}

  /** Points in units of half the map, x to the east, y to the north. */
  private static final Template[] TEMPLATES = {
    new Template(
        "SY1",
        Direction.NORTH,
        12.4,
        List.of(
            new Point(-.20, -1.05),
            new Point(-.30, -.55),
            new Point(-.08, -.05),
            new Point(.06, .45),
            new Point(-.12, 1.05))),
    new Template(
        "SY2",
        Direction.EAST,
        3.1,
        List.of(
            new Point(-1.05, -.22),
            new Point(-.55, .04),
            new Point(0, -.18),
            new Point(.50, -.34),
            new Point(1.05, -.10))),
    new Template(
        "SY3",
        Direction.NORTH,
        27.9,
        List.of(
            new Point(.62, -1.0),
            new Point(.70, -.45),
            new Point(.54, .10),
            new Point(.18, .52),
            new Point(-.36, .76),
            new Point(-.9, .84))),
    new Template(
        "SY4",
        Direction.EAST,
        8.7,
        List.of(
            new Point(-1.05, .38),
            new Point(-.50, .28),
            new Point(0, .20),
            new Point(.50, .48),
            new Point(1.05, .62))),
    new Template(
        "SY5",
        Direction.NORTH,
        0.8,
        List.of(
            new Point(-.85, -1.0),
            new Point(-.70, -.5),
            new Point(-.60, 0),
            new Point(-.74, .5),
            new Point(-.55, 1.0))),
    new Template(
        "SY6",
        Direction.EAST,
        15.5,
        List.of(
            new Point(-1.05, -.70),
            new Point(-.40, -.66),
            new Point(.20, -.80),
            new Point(.70, -.64),
            new Point(1.05, -.74))),
  };

  private final Curve[] curves;

  /**
   * @param freeways how many of the freeways exist
   * @param meanLengthKm their mean length
   */
  RoadMap(int freeways, double meanLengthKm) {
    double unitLength = 0;
    for (int i = 0; i < freeways; i++) {
      unitLength += new Curve(TEMPLATES[i].points).lengthKm();
    }
    double scale = meanLengthKm * freeways / unitLength;
    curves = new Curve[freeways];
    for (int i = 0; i < freeways; i++) {
      curves[i] = new Curve(scaled(TEMPLATES[i].points, scale));
    }
  }

  String name(int freeway) {
    return TEMPLATES[freeway].freeway;
  }

  /** The direction in which the freeway's postmiles grow. */
  Direction growing(int freeway) {
    return TEMPLATES[freeway].growing;
  }

  double firstPostmileKm(int freeway) {
    return TEMPLATES[freeway].firstPostmileKm;
  }

  double lengthKm(int freeway) {
    return curves[freeway].lengthKm();
  }

  /**
   * Latitude and longitude, to 0.000001 degrees, of a place on one side of a freeway.
   *
   * @param postmileKm place along the freeway
   * @param direction traffic keeps to the right of the middle
   * @param asideKm distance from the middle
   */
  double[] coordinates(int freeway, double postmileKm, Direction direction, double asideKm) {
    double right = direction.postmileGrows() ? asideKm : -asideKm;
    Point point = curves[freeway].point(postmileKm - firstPostmileKm(freeway), right);
    double kmPerLongitude = KM_PER_DEGREE * StrictMath.cos(StrictMath.toRadians(CENTRE_LATITUDE));
    return new double[] {
      rounded(CENTRE_LATITUDE + point.y() / KM_PER_DEGREE),
      rounded(CENTRE_LONGITUDE + point.x() / kmPerLongitude)
    };
  }

  private static double rounded(double degrees) {
    return Math.rint(degrees * 1e6) / 1e6;
  }

  private static List<Point> scaled(List<Point> points, double scale) {
    return points.stream().map(p -> new Point(p.x() * scale, p.y() * scale)).toList();
  }
}
