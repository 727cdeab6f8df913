package com.trafficprediction.batch.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.storage.layout.DatePartition;
import com.trafficprediction.storage.layout.OutputManifest;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostTest {

  /** A job on one machine is read on another, with another language. */
  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "ar-EG-u-nu-arab", "en-US"})
  void whatIsWrittenInOneLanguageIsReadInAnother(String language) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(language));
    try {
      OutputManifest manifest =
          new Cost(12.3, 4.5, 678, 910)
              .describe(OutputManifest.builder("windows", "1", Instant.EPOCH))
              .id("x")
              .build();
      assertThat(Cost.of(manifest)).contains(new Cost(12.3, 4.5, 678, 910));
      assertThat(DatePartition.findIn("year=2022/month=01/day=03/part-0").orElseThrow().path())
          .isEqualTo("year=2022/month=01/day=03");
    } finally {
      Locale.setDefault(before);
    }
  }
}
