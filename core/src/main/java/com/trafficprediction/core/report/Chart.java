package com.trafficprediction.core.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Charts as inline SVG. Colours come from the style sheet, so they follow light and dark. */
final class Chart {
  /**
   * A line.
   *
   * @param name what it shows
   * @param style class in the style sheet: {@code model}, {@code persistence}, {@code average}, or
   *     {@code h15}, {@code h30}, {@code h60}
   * @param values one per position, NaN for none
   */
  record Series(String name, String style, List<Double> values) {
    Series {
      values = List.copyOf(values);
    }
  }

  /** Width of a chart across the page, in pixels. */
  static final int WIDE = 892;

  /** Width of one of three charts side by side. */
  static final int THIRD = 280;

  private Chart() {}

  /** A legend for lines, in the order given. */
  static void legend(Markup m, List<Series> series) {
    m.open("ul", "class", "legend");
    for (Series s : series) {
      m.open("li");
      m.open("svg", "viewBox", "0 0 26 10", "width", "26", "height", "10", "aria-hidden", "true");
      m.empty("path", "d", "M1 5H25", "class", "line " + s.style()).close();
      m.leaf("span", s.name()).close();
    }
    m.close();
  }

  /**
   * Lines over positions such as hours or days.
   *
   * @param title what is shown, for those who cannot see it
   * @param labels one per position; empty ones are not drawn
   * @param least value that the axis must reach down to
   * @param greatest value that the axis must reach up to
   */
  static void lines(
      Markup m,
      String title,
      List<String> labels,
      List<Series> series,
      double least,
      double greatest,
      int width) {
    int height = 190;
    Scale y = Scale.holding(least, greatest, 4, height - 24, 12);
    double left = 40;
    double right = width - 10.0;
    open(m, title, width, height);
    gridLines(m, y, left, right);
    int n = labels.size();
    double stride = n > 1 ? (right - left) / (n - 1) : 0;
    for (int i = 0; i < n; i++) {
      if (!labels.get(i).isEmpty()) {
        text(
            m,
            left + i * stride,
            height - 6,
            labels.get(i),
            i == 0 ? "start" : i == n - 1 ? "end" : "middle");
      }
    }
    for (Series s : series) {
      m.empty("path", "d", path(s.values(), left, stride, y), "class", "line " + s.style());
      if (n <= 16) {
        dots(m, s, left, stride, y);
      }
    }
    m.close();
  }

  private static void dots(Markup m, Series s, double left, double stride, Scale y) {
    for (int i = 0; i < s.values().size(); i++) {
      if (Double.isFinite(s.values().get(i))) {
        m.empty(
            "circle",
            "cx",
            px(left + i * stride),
            "cy",
            px(y.pixel(s.values().get(i))),
            "r",
            "2.6",
            "class",
            "dot " + s.style());
      }
    }
  }

  private static String path(List<Double> values, double left, double stride, Scale y) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < values.size(); i++) {
      if (!Double.isFinite(values.get(i))) {
        pen = false;
        continue;
      }
      path.append(pen ? 'L' : 'M').append(px(left + i * stride)).append(' ');
      path.append(px(y.pixel(values.get(i))));
      pen = true;
    }
    return path.length() == 0 ? "M0 0" : path.toString();
  }

  /** The greatest finite value of some series; 1 when there is none. */
  static double greatest(List<Series> series) {
    return finite(series).max().orElse(1);
  }

  /** The least finite value of some series; 0 when there is none. */
  static double least(List<Series> series) {
    return finite(series).min().orElse(0);
  }

  private static DoubleStream finite(List<Series> series) {
    return series.stream()
        .flatMap(s -> s.values().stream())
        .mapToDouble(Double::doubleValue)
        .filter(Double::isFinite);
  }

  /** A dot with its interval, against a band of where it should lie. */
  record Range(String label, double value, double lower, double upper, String style) {}

  /**
   * Values with intervals on one axis, a row each.
   *
   * @param bandLow start of the target band; NaN for none
   * @param bandHigh end of it
   */
  static void ranges(Markup m, String title, List<Range> ranges, double bandLow, double bandHigh) {
    int rowHeight = 26;
    int height = 34 + ranges.size() * rowHeight;
    double least =
        ranges.stream()
            .flatMap(r -> Stream.of(r.value(), r.lower(), bandLow))
            .filter(Double::isFinite)
            .min(Double::compare)
            .orElse(0.0);
    Scale x = Scale.holding(least, 1, 5, 170, WIDE - 80.0);
    open(m, title, WIDE, height);
    if (Double.isFinite(bandLow)) {
      rect(m, x.pixel(bandLow), 4, x.pixel(bandHigh) - x.pixel(bandLow), height - 28.0, "band");
    }
    for (int i = 0; i < x.ticks(); i++) {
      double at = x.pixel(x.tick(i));
      line(m, at, 4, at, height - 24.0, "grid");
      text(m, at, height - 8, Words.number(100 * x.tick(i), 0) + " %", "middle");
    }
    for (int i = 0; i < ranges.size(); i++) {
      range(m, ranges.get(i), 4 + rowHeight * (i + 0.5), x);
    }
    m.close();
  }

  private static void range(Markup m, Range r, double y, Scale x) {
    text(m, 0, y + 4, r.label(), "start");
    if (Double.isFinite(r.lower()) && Double.isFinite(r.upper())) {
      line(m, x.pixel(r.lower()), y, x.pixel(r.upper()), y, "line " + r.style());
    }
    text(m, WIDE, y + 4, Words.percent(r.value()), "end");
    if (Double.isFinite(r.value())) {
      m.empty(
          "circle",
          "cx",
          px(x.pixel(r.value())),
          "cy",
          px(y),
          "r",
          "5",
          "class",
          "dot " + r.style());
    }
  }

  /** A horizontal bar with a value beside it. */
  record Bar(String label, double value, String text, String style) {}

  /** Horizontal bars from 0, a row each. */
  static void bars(Markup m, String title, List<Bar> bars, double labelWidth, int width) {
    int rowHeight = 22;
    open(m, title, width, Math.max(1, bars.size()) * rowHeight + 4);
    double most = bars.stream().mapToDouble(Bar::value).filter(Double::isFinite).max().orElse(1);
    double room = width - labelWidth - (width == WIDE ? 60 : 40);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double y = i * rowHeight + 2.0;
      double length =
          Double.isFinite(bar.value()) && most > 0 ? Math.max(1, room * bar.value() / most) : 0;
      text(m, labelWidth - 8, y + 14, bar.label(), "end");
      rect(m, labelWidth, y + 3, length, rowHeight - 8.0, "bar " + bar.style());
      text(m, labelWidth + length + 6, y + 14, bar.text(), "start");
    }
    m.close();
  }

  /** A stretch of a strip: from and until in shares of its length, with a word to hover. */
  record Stretch(double from, double until, String style, String word) {}

  /**
   * A strip of stretches.
   *
   * @param start words under its start
   * @param end words under its end
   */
  static void strip(Markup m, String title, List<Stretch> stretches, String start, String end) {
    open(m, title, WIDE, 54);
    for (Stretch s : stretches) {
      m.open("g").leaf("title", s.word());
      double x = WIDE * s.from();
      rect(m, x, 4, Math.max(0.5, WIDE * (s.until() - s.from()) - 1), 26, s.style());
      m.close();
    }
    text(m, 0, 48, start, "start");
    text(m, WIDE, 48, end, "end");
    m.close();
  }

  /** Confidence against what came true, with the diagonal of honesty. */
  static void diagonal(Markup m, String title, double[] stated, double[] came, String style) {
    int size = 200;
    Scale x = new Scale(0, 1, 0.25, 34, size - 8.0);
    Scale y = new Scale(0, 1, 0.25, size - 24.0, 8);
    open(m, title, size, size);
    for (int i = 0; i < x.ticks(); i += 2) {
      line(m, x.from(), y.pixel(y.tick(i)), x.to(), y.pixel(y.tick(i)), "grid");
      text(m, 28, y.pixel(y.tick(i)) + 4, Words.number(100 * y.tick(i), 0), "end");
      text(m, x.pixel(x.tick(i)), size - 8, Words.number(100 * x.tick(i), 0), "middle");
    }
    line(m, x.from(), y.from(), x.to(), y.to(), "ideal");
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < stated.length; i++) {
      path.append(i == 0 ? 'M' : 'L').append(px(x.pixel(stated[i]))).append(' ');
      path.append(px(y.pixel(came[i])));
    }
    if (stated.length > 0) {
      m.empty("path", "d", path.toString(), "class", "line " + style);
    }
    for (int i = 0; i < stated.length; i++) {
      m.empty(
          "circle",
          "cx",
          px(x.pixel(stated[i])),
          "cy",
          px(y.pixel(came[i])),
          "r",
          "3",
          "class",
          "dot " + style);
    }
    m.close();
  }

  private static void open(Markup m, String title, int width, int height) {
    m.open(
        "svg",
        "viewBox",
        "0 0 " + width + " " + height,
        "class",
        width == WIDE ? "chart wide" : "chart",
        "style",
        "max-width:" + width + "px",
        "role",
        "img",
        "aria-label",
        title);
  }

  private static void gridLines(Markup m, Scale y, double left, double right) {
    for (int i = 0; i < y.ticks(); i++) {
      double at = y.pixel(y.tick(i));
      boolean zero = Math.abs(y.tick(i)) < y.step() / 1000;
      line(m, left, at, right, at, zero ? "axis" : "grid");
      text(m, left - 6, at + 4, Words.number(zero ? 0 : y.tick(i), y.decimals()), "end");
    }
  }

  private static void line(Markup m, double x1, double y1, double x2, double y2, String style) {
    m.empty("path", "d", "M" + px(x1) + ' ' + px(y1) + 'L' + px(x2) + ' ' + px(y2), "class", style);
  }

  private static void rect(
      Markup m, double x, double y, double width, double height, String style) {
    m.empty(
        "rect", "x", px(x), "y", px(y), "width", px(width), "height", px(height), "class", style);
  }

  private static void text(Markup m, double x, double y, String text, String anchor) {
    m.leaf("text", text, "x", px(x), "y", px(y), "text-anchor", anchor);
  }

  private static String px(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
