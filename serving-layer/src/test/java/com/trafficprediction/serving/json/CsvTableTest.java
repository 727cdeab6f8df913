package com.trafficprediction.serving.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTableTest {
  @Test
  void rowsOfDifferentDepthShareOneHeader() throws IOException {
    assertThat(
            csv(
                "{\"id\":\"a\",\"travel\":{\"km\":1.5,\"delay\":{\"60\":2}}}",
                "{\"id\":\"b\",\"travel\":null,\"n\":3}"))
        .isEqualTo(
            """
            id,travel_km,travel_delay_60,travel,n\r
            a,1.5,2,,\r
            b,,,,3\r
            """);
  }

  @Test
  void commasQuotesAndFormulasStayText() throws IOException {
    assertThat(csv("{\"a\":\"x,y\",\"b\":\"say \\\"hi\\\"\",\"c\":\"=1+1\",\"d\":-1}"))
        .isEqualTo("a,b,c,d\r\n\"x,y\",\"say \"\"hi\"\"\",'=1+1,-1\r\n");
  }

  private static String csv(String... rows) throws IOException {
    var parsed = new java.util.ArrayList<com.fasterxml.jackson.databind.JsonNode>();
    for (String row : rows) {
      parsed.add(ApiJson.read(row.getBytes(StandardCharsets.UTF_8)));
    }
    return new String(CsvTable.write(List.copyOf(parsed)), StandardCharsets.UTF_8);
  }
}
