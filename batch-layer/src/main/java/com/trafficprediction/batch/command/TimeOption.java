package com.trafficprediction.batch.command;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time on a command line: an instant ({@code 2022-01-28T00:00:00-08:00}, {@code
 * 2022-01-28T08:00:00Z}), or a duration back from the end of the data ({@code -24h}, {@code -90m},
 * {@code -7d}).
 */
public sealed interface TimeOption {

  /** The instant it means, given where the data end. */
  Instant resolve(Instant endOfData);

  /** A point in time. */
  record At(Instant instant) implements TimeOption {
    @Override
    public Instant resolve(Instant endOfData) {
      return instant;
    }
  }

  /** So long before the end of the data. */
  record Back(Duration duration) implements TimeOption {
    @Override
    public Instant resolve(Instant endOfData) {
      return endOfData.minus(duration);
    }
  }

  /** Parses the forms above. */
  final class Converter implements ITypeConverter<TimeOption> {
    private static final Pattern BACK = Pattern.compile("-(\\d{1,6})([mhd])");

    @Override
    public TimeOption convert(String text) {
      Matcher back = BACK.matcher(text.toLowerCase(Locale.ROOT));
      if (back.matches()) {
        long n = Long.parseLong(back.group(1));
        return new Back(
            switch (back.group(2)) {
              case "m" -> Duration.ofMinutes(n);
              case "h" -> Duration.ofHours(n);
              default -> Duration.ofDays(n);
            });
      }
      try {
        return new At(OffsetDateTime.parse(text).toInstant());
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is not a time: use an instant with offset, such as 2022-01-28T00:00:00-08:00,"
                + " or a duration back from the end of the data, such as -24h");
      }
    }
  }
}
