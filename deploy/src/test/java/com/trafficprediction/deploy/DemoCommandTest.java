package com.trafficprediction.deploy;

import static com.trafficprediction.deploy.Repository.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code bin/traffic demo} refuses before it starts anything. */
@Timeout(60)
class DemoCommandTest {
  private static final String ADDRESS = "http://127.0.0.1:1234";

  @TempDir Path home;
  private Path place = Path.of("");

  /** On the dashboard's port: no mistake of a test starts a stack. */
  private final ServerSocket taken;

  DemoCommandTest() throws IOException {
    taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private record Answer(int exit, String said) {}

  @AfterEach
  void freePort() throws IOException {
    taken.close();
  }

  @BeforeEach
  void createPlace() throws IOException {
    place = Files.createDirectories(home.resolve("run")).resolve("demo-place");
  }

  @ParameterizedTest
  @CsvSource({
    "--speed, fast, 60x",
    "--speed, 0x, 60x",
    "--preset, medium, quick or full",
    "--until, yesterday, -33h",
    "--dataset, nowhere.yaml, datasets/"
  })
  void aWrongValueIsRefusedWithWhatIsAllowed(String option, String value, String allowed)
      throws Exception {
    Answer answer = demo(option, value);
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.said()).contains(value, allowed);
  }

  @Test
  void aDataSetOfFilesNeedsTheirDirectory() throws Exception {
    Answer answer = demo("--dataset", ROOT.resolve("datasets/metr-la-week.yaml").toString());
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.said()).contains("--data DIR");
  }

  @Test
  void aPortThatIsTakenIsNamedWithWhatMovesIt() throws Exception {
    Answer answer = demo();
    assertThat(answer.exit()).isEqualTo(5);
    assertThat(answer.said()).contains("port " + taken.getLocalPort(), "TRAFFIC_SERVING_PORT");
  }

  @Test
  void aSecondDemoIsRefusedAndTheFirstIsShownAndEnded() throws Exception {
    Process first = hold("");
    try {
      Answer second = demo();
      assertThat(second.exit()).isEqualTo(6);
      assertThat(second.said())
          .contains("process " + first.pid() + ", " + ADDRESS, "bin/traffic down");
      assertThat(demo("status").said()).contains("process " + first.pid(), ADDRESS);

      assertThat(demo("stop").exit()).isZero();
      assertThat(first.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(demo("status").said()).isEmpty();
    } finally {
      first.destroyForcibly();
    }
  }

  @Test
  void aDemoThatIsStoppingIsWaitedFor() throws Exception {
    Process first = hold("stopping");
    try {
      Answer second = demo();
      assertThat(second.exit()).isEqualTo(6);
      assertThat(second.said()).contains("is stopping");
    } finally {
      first.destroyForcibly();
    }
  }

  /** A process with the lock and the words of a demo. */
  private Process hold(String state) throws IOException {
    String script =
        """
        exec 9>>"$0"
        flock 9 || perl -e 'open my $f, ">&=", 9 or die; exit !flock $f, 2' || exit 1
        printf '%s %s\\n%s\\n' $$ "$1" "$2" >"$0"
        echo
        exec -a traffic-demo sleep 60
        """;
    Process holder =
        new ProcessBuilder("bash", "-c", script, place.toString(), ADDRESS, state).start();
    assertThat(holder.getInputStream().read()).as("it has the lock").isEqualTo('\n');
    return holder;
  }

  private Answer demo(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("bash", ROOT.resolve("bin/traffic-demo").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TRAFFIC_HOME", home.toString());
    builder.environment().put("TRAFFIC_SERVING_PORT", Integer.toString(taken.getLocalPort()));
    Process process = builder.start();
    process.getOutputStream().close();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new Answer(process.waitFor(), said);
  }
}
