package com.trafficprediction.serving.events;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client can decompress. */
final class AcceptedEncoding {
  private static final Pattern REFUSED = Pattern.compile(".*;\\s*q\\s*=\\s*0(\\.0*)?\\s*");

  private AcceptedEncoding() {}

  /** Whether an {@code Accept-Encoding} header takes gzip (RFC 9110, 12.5.3). */
  static boolean isGzip(@Nullable String header) {
    if (header == null) {
      return false;
    }
    for (String one : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      String coding = one.split(";", 2)[0].strip();
      if (coding.equals("gzip")) {
        return !REFUSED.matcher(one).matches();
      }
    }
    return false;
  }
}
