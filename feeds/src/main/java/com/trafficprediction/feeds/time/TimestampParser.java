package com.trafficprediction.feeds.time;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Parses timestamps of one form: {@code iso-8601} (with offset, or local), {@code epoch-seconds},
 * {@code epoch-millis}, or a pattern of {@link DateTimeFormatter}. Strict: 30 February is not a
 * time. Immutable and thread-safe.
 */
public final class TimestampParser {
  private static final double MAX_EPOCH_MILLIS = 1e15;

  private enum Form {
    FORMATTED,
    EPOCH_SECONDS,
    EPOCH_MILLIS
  }

  private final Form form;
  private final DateTimeFormatter formatter;
  private final LocalTimes localTimes;

  /**
   * @param format as above
   * @param zone of timestamps that name no offset
   * @throws IllegalArgumentException when the pattern is not one
   */
  public TimestampParser(String format, ZoneId zone) {
    this.form =
        switch (format) {
          case "epoch-seconds" -> Form.EPOCH_SECONDS;
          case "epoch-millis" -> Form.EPOCH_MILLIS;
          default -> Form.FORMATTED;
        };
    this.formatter = form == Form.FORMATTED ? formatter(format) : DateTimeFormatter.ISO_INSTANT;
    this.localTimes = new LocalTimes(zone);
  }

  /**
   * Refuses what is no format.
   *
   * @param key key of the dataset file that holds it, for the error
   * @throws IllegalArgumentException naming key, format and remedy
   */
  public static void check(String key, String format) {
    try {
      TimestampParser unused = new TimestampParser(format, ZoneOffset.UTC);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          key
              + ": '"
              + format
              + "' is not a format of timestamps ("
              + e.getMessage()
              + "); use iso-8601, epoch-seconds, epoch-millis or a pattern such as"
              + " yyyy-MM-dd HH:mm",
          e);
    }
  }

  private static DateTimeFormatter formatter(String format) {
    if (format.equals("iso-8601")) {
      return new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .toFormatter(Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);
    }
    // 'u' is the year itself; 'y', the year of an era, cannot be resolved strictly without the era.
    return DateTimeFormatter.ofPattern(format.replace('y', 'u'), Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /** The instant of a timestamp; {@link ParsedTime#NONE} when it is none. */
  public ParsedTime parse(String text) {
    try {
      return switch (form) {
        case EPOCH_SECONDS -> epoch(Double.parseDouble(text) * 1000);
        case EPOCH_MILLIS -> epoch(Double.parseDouble(text));
        case FORMATTED -> formatted(text);
      };
    } catch (DateTimeException | NumberFormatException e) {
      return ParsedTime.NONE;
    }
  }

  private static ParsedTime epoch(double millis) {
    return Math.abs(millis) < MAX_EPOCH_MILLIS
        ? new ParsedTime(Math.round(millis), false)
        : ParsedTime.NONE;
  }

  private ParsedTime formatted(String text) {
    TemporalAccessor parsed = formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return parsed instanceof OffsetDateTime exact
        ? new ParsedTime(exact.toInstant().toEpochMilli(), false)
        : localTimes.at((LocalDateTime) parsed);
  }
}
