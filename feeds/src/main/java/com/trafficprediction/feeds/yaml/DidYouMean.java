package com.trafficprediction.feeds.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what was probably meant by a misspelt name. */
public final class DidYouMean {
  private DidYouMean() {}

  /**
   * The nearest known name: at most a third of its letters differ (Levenshtein distance, swapped
   * neighbours count once), case ignored; or one that begins or ends with what was given.
   */
  public static Optional<String> nearest(String given, Collection<String> known) {
    String wanted = given.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(k -> near(wanted, k.toLowerCase(Locale.ROOT)))
        .min(
            Comparator.comparingInt((String k) -> distance(wanted, k.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code "; did you mean 'x'?"}, or nothing when no known name is near. */
  public static String hint(String given, Collection<String> known) {
    return nearest(given, known).map(k -> "; did you mean '" + k + "'?").orElse("");
  }

  private static boolean near(String wanted, String known) {
    if (wanted.length() >= 3 && (known.startsWith(wanted) || known.endsWith(wanted))) {
      return true;
    }
    return distance(wanted, known) <= Math.max(1, Math.max(wanted.length(), known.length()) / 3);
  }

  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
