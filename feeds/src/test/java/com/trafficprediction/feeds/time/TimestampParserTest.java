package com.trafficprediction.feeds.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampParserTest {
  private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd HH:mm,      2022-01-01 00:05,          2022-01-01T08:05:00Z",
    "MM/dd/yyyy HH:mm:ss,   07/04/2022 23:59:30,       2022-07-05T06:59:30Z",
    "MM-dd-yy HH:mm,        01-21-22 19:18,            2022-01-22T03:18:00Z",
    "dd MMM yyyy h:mm a,    5 Mar 2022 1:00 PM,        ",
    "d MMM yyyy h:mm a,     5 Mar 2022 1:00 PM,        2022-03-05T21:00:00Z",
    "iso-8601,              2022-01-01T00:05,          2022-01-01T08:05:00Z",
    "iso-8601,              2022-01-01T00:05:00+01:00, 2021-12-31T23:05:00Z",
    "iso-8601,              2022-01-01T00:05:00Z,      2022-01-01T00:05:00Z",
    "epoch-seconds,         1641024300,                2022-01-01T08:05:00Z",
    "epoch-seconds,         1641024300.5,              2022-01-01T08:05:00.500Z",
    "epoch-millis,          1641024300000,             2022-01-01T08:05:00Z",
    "epoch-millis,          NaN,                       ",
    "epoch-millis,          1e300,                     ",
    "yyyy-MM-dd HH:mm,      2022-02-29 00:00,          ",
    "yyyy-MM-dd HH:mm,      2022-01-01 25:00,          ",
    "yyyy-MM-dd HH:mm,      2022-01-01,                ",
  })
  void aTimestampIsAnInstantOrNoTime(String format, String text, String expected) {
    ParsedTime parsed = new TimestampParser(format, LOS_ANGELES).parse(text);
    assertThat(parsed)
        .isEqualTo(
            expected == null
                ? ParsedTime.NONE
                : new ParsedTime(Instant.parse(expected).toEpochMilli(), false));
  }

  @Test
  void aLocalTimeThatNeverWasIsNoTime() {
    TimestampParser parser = new TimestampParser("yyyy-MM-dd HH:mm", LOS_ANGELES);
    assertThat(parser.parse("2022-03-13 02:30")).isEqualTo(ParsedTime.NONE);
    assertThat(parser.parse("2022-03-13 03:00").epochMillis())
        .isEqualTo(Instant.parse("2022-03-13T10:00:00Z").toEpochMilli());
  }

  @Test
  void ofALocalTimeThatHappenedTwiceTheFirstIsTakenAndMarked() {
    TimestampParser parser = new TimestampParser("yyyy-MM-dd HH:mm", LOS_ANGELES);
    ParsedTime twice = parser.parse("2022-11-06 01:30");
    assertThat(Instant.ofEpochMilli(twice.epochMillis())).isEqualTo("2022-11-06T08:30:00Z");
    assertThat(twice.ambiguous()).isTrue();
  }
}
