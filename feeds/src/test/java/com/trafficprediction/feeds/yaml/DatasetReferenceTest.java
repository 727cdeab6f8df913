package com.trafficprediction.feeds.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.feeds.mapping.DatasetMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps docs/datasets.md true. After a change of keys: {@code mvn -pl feeds -am test
 * -Dtest=DatasetReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dtraffic.docs.write=true}.
 */
class DatasetReferenceTest {
  private static final Pattern GENERATED =
      Pattern.compile("(?s)(<!-- keys, generated[^>]*-->\n\n).*(<!-- end of keys -->)");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(name: .*?)```");

  private static Path page() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("docs/datasets.md"))) {
      at = at.resolve("..").normalize();
    }
    return at.resolve("docs/datasets.md");
  }

  @Test
  void theReferenceListsExactlyTheKeysThatAreAccepted() throws IOException {
    String text = Files.readString(page());
    String keys = KeyReference.of(DatasetMapping.class);
    String expected =
        GENERATED.matcher(text).replaceAll(m -> escape(m.group(1) + keys + m.group(2)));
    if (Boolean.getBoolean("traffic.docs.write")) {
      Files.writeString(page(), expected);
    } else {
      assertThat(text)
          .as(
              "docs/datasets.md has drifted from the code; write it anew with -Dtraffic.docs.write=true")
          .isEqualTo(expected);
    }
  }

  private static String escape(String replacement) {
    return java.util.regex.Matcher.quoteReplacement(replacement);
  }

  @Test
  void theExamplesOnThePageAreAccepted() throws IOException {
    List<MatchResult> examples = EXAMPLE.matcher(Files.readString(page())).results().toList();
    assertThat(examples).isNotEmpty();
    for (MatchResult example : examples) {
      assertThat(Dataset.parse(example.group(1), "docs/datasets.md").needsData()).isTrue();
    }
  }

  @Test
  void everyShippedDatasetFileIsAcceptedAndListedOnThePage() throws IOException {
    Path root = Objects.requireNonNull(page().getParent()).resolveSibling("datasets");
    try (Stream<Path> files = Files.list(root)) {
      List<Path> shipped = files.toList();
      assertThat(shipped).isNotEmpty();
      for (Path file : shipped) {
        assertThat(file.getFileName()).hasToString(Dataset.load(file).name() + ".yaml");
        assertThat(Files.readString(page())).contains("| `" + file.getFileName() + "` |");
      }
    }
  }
}
