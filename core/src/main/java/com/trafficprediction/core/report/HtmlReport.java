package com.trafficprediction.core.report;

/**
 * Renders a run's report as one HTML page that needs nothing else: styles and charts are inline,
 * there is no script, and nothing is requested from anywhere. Every chart has its figures as a
 * table behind it; light and dark follow the reader's system. All text is escaped.
 */
public final class HtmlReport {

  private HtmlReport() {}

  /**
   * The page.
   *
   * @throws IllegalArgumentException when no horizon has a selected model: there is nothing to
   *     report
   */
  public static String render(RunReport report) {
    if (report.selections().isEmpty()) {
      throw new IllegalArgumentException(
          "run " + report.run().runId() + " selected no model: evaluate it before reporting");
    }
    Markup m = new Markup();
    m.open("html", "lang", "en").open("head");
    m.empty("meta", "charset", "utf-8");
    m.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    m.leaf("title", "Forecast report: " + report.run().dataset() + ", " + report.run().runId());
    m.leaf("style", "").close();
    m.open("body");
    RunSections run = new RunSections(report, m);
    AccuracySections accuracy = new AccuracySections(report, m);
    TrustSections trust = new TrustSections(report, m);
    run.head();
    m.open("main");
    accuracy.models();
    accuracy.slices();
    accuracy.hours();
    trust.intervals();
    trust.categories();
    accuracy.days();
    accuracy.segments();
    run.data();
    accuracy.importances();
    run.checks();
    run.cost();
    run.manifest();
    m.close();
    m.open("footer");
    m.leaf(
        "p",
        "Speeds in km/h, times in "
            + report.run().zone()
            + ". Errors are of forecasts made before their target, on readings observed by the"
            + " detectors.");
    m.close().close().close();
    return m.document(ReportStyle.CSS);
  }
}
