package com.trafficprediction.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.core.forecast.ModelFamily;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.hadoop.util.Tool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import picocli.CommandLine;

/**
 * The workflow that Oozie runs names this driver's jobs and their options: what is renamed here
 * must be renamed there. It lies here because here are the jobs; {@code oozie/} tests the rest.
 */
class WorkflowJobsTest {
  private static final Path OOZIE = Path.of("..", "oozie");
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)}");
  private static final Map<String, String> HANDED_OVER =
      Map.of("wf:actionData('windows')['run']", "run-20220122T050000Z-9f3c");

  private static final Properties SHIPPED = new Properties();

  /** A Java action's main class and arguments. */
  record Action(String name, String mainClass, List<String> arguments) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void readProperties() throws IOException {
    try (Reader in = Files.newBufferedReader(OOZIE.resolve("job.properties"))) {
      SHIPPED.load(in);
    }
  }

  static Stream<Action> actions() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Element workflow =
        factory
            .newDocumentBuilder()
            .parse(OOZIE.resolve("workflow.xml").toFile())
            .getDocumentElement();
    return elements(workflow, "action").stream()
        .map(
            action ->
                new Action(
                    action.getAttribute("name"),
                    elements(action, "main-class").get(0).getTextContent(),
                    elements(action, "arg").stream().map(Element::getTextContent).toList()));
  }

  @ParameterizedTest
  @MethodSource("actions")
  void anActionStartsAJobThatExistsWithOptionsThatItKnows(Action action) {
    assertThat(action.mainClass()).isEqualTo(Driver.class.getName());
    CommandLine.ParseResult parsed = parse(action.arguments());
    assertThat(parsed.unmatched()).isEmpty();
  }

  @Test
  void aRenamedOptionWouldBeFound() {
    assertThatThrownBy(() -> parse(List.of("windows", "--untill=-0h")))
        .hasMessageContaining("--untill");
    assertThatThrownBy(() -> parse(List.of("window"))).hasMessageContaining("'window'");
  }

  @Test
  void everyFamilyIsTrainedOnce() throws Exception {
    List<ModelFamily> trained = new ArrayList<>();
    for (Action action : actions().toList()) {
      if (action.arguments().get(0).equals("train")) {
        trained.addAll(parse(action.arguments()).matchedOptionValue("--family", List.of()));
      }
    }
    assertThat(trained).containsExactlyInAnyOrder(ModelFamily.values());
  }

  private static CommandLine.ParseResult parse(List<String> arguments) {
    Supplier<Tool> job = Driver.jobs().get(arguments.get(0));
    if (job == null) {
      throw new AssertionError("the driver has no job '" + arguments.get(0) + "'");
    }
    return new CommandLine(job.get())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(
            arguments.stream().skip(1).map(WorkflowJobsTest::filledIn).toArray(String[]::new));
  }

  /** The argument as a job gets it, with the values of the shipped properties. */
  private static String filledIn(String argument) {
    Matcher matcher = EXPRESSION.matcher(argument);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      String value = HANDED_OVER.getOrDefault(name, SHIPPED.getProperty(name));
      assertThat(value).as("${%s}, explained in job.properties", name).isNotNull();
      matcher.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(text).toString();
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    Element[] all = new Element[found.getLength()];
    Arrays.setAll(all, i -> (Element) found.item(i));
    return List.of(all);
  }
}
