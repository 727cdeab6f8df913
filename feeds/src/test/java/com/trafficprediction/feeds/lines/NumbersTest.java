package com.trafficprediction.feeds.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  private static double parse(String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return Numbers.parse(bytes, 1, bytes.length - 1);
  }

  @Property
  void everyDoubleIsParsedAsJavaParsesIt(@ForAll double value) {
    assertThat(parse(Double.toString(value))).isEqualTo(value);
  }

  @Property
  void everyDecimalIsParsedAsJavaParsesIt(
      @ForAll long digits, @ForAll @IntRange(max = 12) int decimals) {
    String text = java.math.BigDecimal.valueOf(digits, decimals).toPlainString();
    assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NaN", "nan"})
  void nothingIsNaN(String text) {
    assertThat(parse(text)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-",
        ".",
        "1.2.3",
        "fast",
        "1,2",
        "Infinity",
        "0x1p3",
        "12d",
        "1e999",
        "--1",
        "1 2"
      })
  void garbageIsGarbage(String text) {
    assertThat(parse(text)).isEqualTo(Numbers.GARBAGE);
  }
}
