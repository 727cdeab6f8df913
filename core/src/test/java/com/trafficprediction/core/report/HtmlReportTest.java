package com.trafficprediction.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private static String page(String name, boolean beatsBaselines) {
    return HtmlReport.render(new ExampleReport(name, beatsBaselines).build());
  }

  /** The page is written as well-formed XML, so its structure can be checked as such. */
  private static Document parse(String page) throws Exception {
    String xml = page.replaceFirst("<!DOCTYPE html>", "");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void thePageOpensWithTheVerdictAndTheErrorBesideTheBaselines() {
    String page = page("demo", true);

    assertThat(page)
        .contains("Passed the gate. The forecasts beat both baselines at every horizon.");
    assertThat(page).contains("0.80 × persistence");
    assertThat(page).contains("90 % intervals hold 89.8 %");
  }

  @Test
  void aStoppedRunSaysWhichChecksFailed() {
    String page = page("demo", false);

    assertThat(page).contains("Stopped by the gate. The forecasts do not beat both baselines");
    assertThat(page).contains("6 of 12 checks failed");
    assertThat(page).contains("gradient boosted trees does not beat persistence");
  }

  @Test
  void thatPersistenceIsAheadInCongestionIsSaidAtTheTop() {
    String ahead = "On readings observed below 45 mph persistence still has the smaller error";

    assertThat(page("demo", false)).contains(ahead + " (15 min, 30 min, 60 min)");
    assertThat(page("demo", false)).contains("1.25 in congestion");
    assertThat(page("demo", true)).doesNotContain(ahead).contains("0.80 in congestion");
  }

  @Test
  void syntheticDataIsLabelled() {
    assertThat(page("demo", true))
        .contains("Synthetic data: these readings come from a traffic model");
  }

  @Test
  void textFromDataCannotBecomeMarkup() throws Exception {
    String hostile = "</style><script>alert(\"x\")</script> & 'quoted' \u0007";

    String page = page(hostile, true);

    assertThat(page).doesNotContain("<script").doesNotContain("\u0007");
    assertThat(page)
        .contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;quoted&#39;");
    parse(page);
  }

  @Test
  void nothingIsRequestedFromAnywhereAndNothingRuns() {
    String page = page("demo", true);

    assertThat(page)
        .doesNotContain("http:")
        .doesNotContain("https:")
        .doesNotContain("url(")
        .doesNotContain("@import")
        .doesNotContain("<script")
        .doesNotContain("<link")
        .doesNotContain(" src=");
  }

  @Test
  void everyChartHasANameAndItsFiguresBehindIt() throws Exception {
    Document page = parse(page("demo", true));

    NodeList charts = page.getElementsByTagName("svg");
    for (int i = 0; i < charts.getLength(); i++) {
      var attributes = charts.item(i).getAttributes();
      boolean decorative = attributes.getNamedItem("aria-hidden") != null;
      assertThat(decorative || attributes.getNamedItem("aria-label") != null).isTrue();
    }
    assertThat(charts.getLength()).isGreaterThan(15);
    NodeList sections = page.getElementsByTagName("section");
    assertThat(sections.getLength()).isEqualTo(12);
    for (int i = 0; i < sections.getLength(); i++) {
      var section = (org.w3c.dom.Element) sections.item(i);
      boolean hasCharts = section.getElementsByTagName("figure").getLength() > 0;
      boolean hasTable = section.getElementsByTagName("table").getLength() > 0;
      assertThat(!hasCharts || hasTable).as(section.getAttribute("id")).isTrue();
    }
  }

  @Test
  void linksOfThePageLeadSomewhere() {
    String page = page("demo", true);
    Matcher link = Pattern.compile("href=\"#([a-z]+)\"").matcher(page);

    int links = 0;
    while (link.find()) {
      links++;
      assertThat(page).contains("id=\"" + link.group(1) + "\"");
    }
    assertThat(links).isEqualTo(12);
  }

  @Test
  void whatIsNotKnownIsADashNeverNaN() throws Exception {
    RunReport full = new ExampleReport("demo", true).build();
    RunReport bare =
        new RunReport(
            full.run(),
            full.split(),
            full.selections(),
            full.verdict(),
            full.publication(),
            full.scores(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new RunReport.DataQuality(0, 0, 0, List.of(), List.of(), List.of()),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    String page = HtmlReport.render(bare);

    assertThat(page).doesNotContain("NaN").doesNotContain("Infinity");
    assertThat(page).contains("No record was dropped.");
    parse(page);
  }

  @Test
  void theSameRunGivesTheSamePage() {
    assertThat(page("demo", true)).isEqualTo(page("demo", true));
  }

  @Test
  void aRunWithoutASelectedModelHasNothingToReport() {
    RunReport full = new ExampleReport("demo", true).build();
    RunReport none =
        new RunReport(
            full.run(),
            full.split(),
            List.of(),
            full.verdict(),
            full.publication(),
            full.scores(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            full.data(),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    assertThatThrownBy(() -> HtmlReport.render(none)).hasMessageContaining("evaluate it");
  }
}
