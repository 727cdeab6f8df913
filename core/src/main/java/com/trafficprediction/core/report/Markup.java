package com.trafficprediction.core.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML and SVG elements; every text and attribute is escaped, and elements close in order.
 * Not thread-safe.
 */
final class Markup {
  private final StringBuilder out = new StringBuilder(64 * 1024);
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values by turns; a value of length 0 leaves the attribute out
   */
  Markup open(String tag, String... attributes) {
    start(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /** An element without content, such as {@code <path/>}. */
  Markup empty(String tag, String... attributes) {
    start(tag, attributes);
    out.append("/>");
    return this;
  }

  /** An element that holds text alone. */
  Markup leaf(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  private void start(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      if (!attributes[i + 1].isEmpty()) {
        out.append(' ').append(attributes[i]).append("=\"");
        escape(attributes[i + 1]);
        out.append('"');
      }
    }
  }

  Markup text(String text) {
    escape(text);
    return this;
  }

  /** Closes the innermost open element. */
  Markup close() {
    String tag = open.pop();
    out.append("</").append(tag).append('>');
    if (Character.isLowerCase(tag.charAt(0)) && !"span".equals(tag) && !"text".equals(tag)) {
      out.append('\n');
    }
    return this;
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
      }
    }
  }

  /** Everything written. All elements must be closed. */
  String document(String style) {
    if (!open.isEmpty()) {
      throw new IllegalStateException("elements left open: " + open);
    }
    return "<!DOCTYPE html>\n"
        + out.toString().replace("<style></style>", "<style>" + style + "</style>");
  }
}
