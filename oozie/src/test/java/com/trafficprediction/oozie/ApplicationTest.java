package com.trafficprediction.oozie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;
import org.apache.oozie.local.LocalOozie;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Oozie itself says of the shipped files at submission (schemas, transitions, forks and joins,
 * expressions, the coordinator's times), and that it would say so: each kind of mistake is made
 * once and must be refused with Oozie's own error code.
 */
class ApplicationTest {
  @TempDir static Path directory;
  @TempDir Path application;

  private static Engine engine;

  @BeforeAll
  static void startEngine() throws Exception {
    Path hadoop = Files.createDirectories(directory.resolve("hadoop"));
    Files.writeString(
        hadoop.resolve("core-site.xml"),
        """
        <configuration>
          <property><name>fs.defaultFS</name><value>file:///</value></property>
        </configuration>
        """);
    engine = Engine.start(directory.resolve("oozie"), hadoop, Map.of());
  }

  @AfterAll
  static void stopEngine() {
    engine.close();
  }

  @BeforeEach
  void copyShippedFiles() throws IOException {
    for (String file : new String[] {"workflow.xml", "coordinator.xml", "bundle.xml", "jobs.xml"}) {
      Files.copy(Engine.SHIPPED.resolve(file), application.resolve(file));
    }
    Files.writeString(application.resolve("hbase-site.xml"), "<configuration/>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wf", "coord", "bundle"})
  void theShippedFilesAreAccepted(String kind) throws Exception {
    assertThat(dryRun(kind, submission(kind))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2021-06-02T00:30Z, year=2021/month=06/day=01",
    "2024-03-01T00:30Z, year=2024/month=02/day=29",
    "2022-01-01T12:00Z, year=2021/month=12/day=31",
  })
  void aDailyRunWaitsForTheDayBefore(String nominal, String day) throws Exception {
    Properties properties = submission("coord");
    properties.setProperty("start", nominal);
    properties.setProperty("end", "2030-01-01T00:00Z");
    assertThat(dryRun("coord", properties))
        .contains("action-nominal-time=\"" + nominal + "\"")
        .contains("/traffic-data/streaming/raw-events/" + day + "</uris>")
        .contains("<done-flag>_SUCCESS</done-flag>");
  }

  @Test
  void whatIsMissingIsNamed() {
    Properties properties = submission("wf");
    properties.remove("source");
    refused("wf", properties, "E0738").withMessageContaining("source");
  }

  @Test
  void aTransitionToNowhereIsRefused() throws IOException {
    change("workflow.xml", "<ok to=\"features\"/>", "<ok to=\"feature\"/>");
    refused("wf", submission("wf"), "E0708").withMessageContaining("feature");
  }

  @Test
  void aForkWhoseBranchGoesAroundTheJoinIsRefused() throws IOException {
    change(
        "workflow.xml",
        "--family=random_forest</arg>\n    </java>\n    <ok to=\"trained\"/>",
        "--family=random_forest</arg>\n    </java>\n    <ok to=\"evaluate\"/>");
    refused("wf", submission("wf"), "E0737");
  }

  @Test
  void aForkWithoutAJoinIsRefused() throws IOException {
    change("workflow.xml", "<join name=\"trained\" to=\"evaluate\"/>", "");
    change("workflow.xml", "<ok to=\"trained\"/>", "<ok to=\"evaluate\"/>");
    refused("wf", submission("wf"), "E0730");
  }

  @Test
  void aLoopIsRefused() throws IOException {
    change("workflow.xml", "<ok to=\"done\"/>", "<ok to=\"windows\"/>");
    refused("wf", submission("wf"), "E0707");
  }

  @Test
  void anElementThatTheSchemaDoesNotKnowIsRefused() throws IOException {
    change("workflow.xml", "<capture-output/>", "<capture-outputs/>");
    refused("wf", submission("wf"), "E0701").withMessageContaining("capture-outputs");
  }

  @Test
  void aSchemaThatDoesNotExistIsRefused() throws IOException {
    change("workflow.xml", "uri:oozie:workflow:1.0", "uri:oozie:workflow:9.0");
    refused("wf", submission("wf"), "E0701");
  }

  @Test
  void aFrequencyOfAMinuteIsRefused() throws IOException {
    change("coordinator.xml", "frequency=\"${coord:days(1)}\" start", "frequency=\"1\" start");
    refused("coord", submission("coord"), "E1003").withMessageContaining("frequency");
  }

  @Test
  void aFrequencyThatIsNoneIsRefused() throws IOException {
    change("coordinator.xml", "\"${coord:days(1)}\" start", "\"${coord:dayz(1)}\" start");
    refused("coord", submission("coord"), "E1004");
  }

  @Test
  void aCoordinatorThatEndsBeforeItStartsIsRefused() {
    Properties properties = submission("coord");
    properties.setProperty("end", "2020-01-01T00:00Z");
    refused("coord", properties, "E1003");
  }

  @Test
  void anUnknownDataSetOfTheCoordinatorIsRefused() throws IOException {
    change("coordinator.xml", "dataset=\"archive\"", "dataset=\"archives\"");
    refused("coord", submission("coord"), "undefined dataset: archives");
  }

  @Test
  void aBundleWithoutACoordinatorIsRefused() throws IOException {
    change("bundle.xml", "coordinator name", "coordinators name");
    change("bundle.xml", "</coordinator>", "</coordinators>");
    refused("bundle", submission("bundle"), "E0701").withMessageContaining("coordinators");
  }

  @Test
  void theSettingsOfTheJobsAreAHadoopConfiguration() {
    Configuration jobs = new Configuration(false);
    jobs.addResource(new org.apache.hadoop.fs.Path(application.resolve("jobs.xml").toUri()));
    assertThat(jobs.getInt("mapreduce.job.reduces", 0)).isPositive();
  }

  private Properties submission(String kind) {
    Properties properties = Engine.submission(kind);
    properties.setProperty("nameNode", "file:///");
    properties.setProperty("resourceManager", "localhost:8032");
    properties.setProperty("application", application.toUri().toString().replaceAll("/$", ""));
    return properties;
  }

  private void change(String file, String from, String to) throws IOException {
    String text = Files.readString(application.resolve(file));
    assertThat(text).as("what the test changes").contains(from);
    Files.writeString(application.resolve(file), text.replace(from, to));
  }

  private static String dryRun(String kind, Properties properties) throws OozieClientException {
    OozieClient client =
        switch (kind) {
          case "wf" -> LocalOozie.getClient();
          case "coord" -> LocalOozie.getCoordClient();
          default -> LocalOozie.getClientBundle();
        };
    return client.dryrun(properties);
  }

  private static ThrowableAssertAlternative<OozieClientException> refused(
      String kind, Properties properties, String code) {
    return assertThatExceptionOfType(OozieClientException.class)
        .isThrownBy(() -> dryRun(kind, properties))
        .withMessageContaining(code);
  }
}
