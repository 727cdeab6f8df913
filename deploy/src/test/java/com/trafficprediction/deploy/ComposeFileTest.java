package com.trafficprediction.deploy;

import static com.trafficprediction.deploy.Repository.ROOT;
import static com.trafficprediction.deploy.Repository.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.deploy.ComposeFile.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docker-compose.yml} against the compose format, the code, and what it mounts. */
class ComposeFileTest {
  private static final Pattern PINNED =
      Pattern.compile("[a-z0-9./-]+:v?\\d+\\.\\d+\\.\\d+(\\.Final)?");

  /** Settings of images that are not ours, as their makers document them. */
  private static final Set<String> OTHERS_VARIABLES =
      Set.of(
          "QUARKUS_HTTP_PORT",
          "KAFKA_BOOTSTRAP_SERVERS",
          "GF_SECURITY_ADMIN_PASSWORD__FILE",
          "GF_ANALYTICS_REPORTING_ENABLED",
          "GF_ANALYTICS_CHECK_FOR_UPDATES");

  private static ComposeFile compose = ComposeFile.parse("services: {}");

  @BeforeAll
  static void read() throws IOException {
    compose = Repository.compose();
  }

  @Test
  void allOfTheSystemIsThere() {
    assertThat(compose.services().keySet())
        .contains(
            "namenode",
            "datanode",
            "resourcemanager",
            "nodemanager",
            "zookeeper",
            "hbase-master",
            "hbase-regionserver",
            "kafka",
            "schema-registry",
            "topics",
            "speed",
            "serving",
            "prometheus",
            "grafana");
  }

  @Test
  void aKeyThatComposeDoesNotKnowIsRefused() {
    assertThatThrownBy(() -> ComposeFile.parse("services: {a: {image: 'a:1.0.0', depend_on: {}}}"))
        .hasMessageContaining("depend_on");
  }

  @Test
  void everyImageIsPinned() throws IOException {
    compose
        .services()
        .forEach((name, service) -> assertThat(service.image()).as(name).matches(PINNED));
    assertThat(compose.service("kafka").image())
        .as("the broker is of the clients' version")
        .isEqualTo("apache/kafka:" + Repository.pomProperty("kafka.version"));
    assertThat(text("Dockerfile")).containsPattern("(?m)^FROM \\S+:17\\.\\d+\\.\\d+_\\d+-\\S+$");
  }

  @Test
  void portsArePublishedOnLoopbackAlone() {
    List<String> taken = new ArrayList<>();
    compose
        .services()
        .forEach(
            (name, service) ->
                service
                    .publishes()
                    .forEach(
                        port -> {
                          assertThat(port).as(name).matches("127\\.0\\.0\\.1:\\d+:\\d+");
                          taken.add(port.split(":", -1)[1]);
                        }));
    assertThat(taken)
        .doesNotHaveDuplicates()
        .contains("8080", "8081", "8088", "9092", "9870", "9090", "3000");
  }

  @Test
  void nobodyHasMoreRightsThanItNeeds() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              assertThat(service.capDrop()).as(name).containsExactly("ALL");
              assertThat(service.securityOpt()).as(name).containsExactly("no-new-privileges:true");
            });
  }

  @Test
  void noContainerFillsTheDiskWithWhatItSays() {
    compose
        .services()
        .forEach(
            (name, service) ->
                assertThat(service.logOptions()).as(name).containsKeys("max-size", "max-file"));
  }

  /** A consumer is given 20 seconds to commit, and there are four of them. */
  @Test
  void whatCommitsAtItsEndHasTheTimeTo() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              if (service.ours() || name.equals("kafka")) {
                assertThat(service.stopGracePeriod()).as(name).isEqualTo("90s");
              }
            });
  }

  @Test
  void whatIsMountedExists() {
    Set<String> used = new HashSet<>();
    compose
        .services()
        .forEach(
            (name, service) ->
                service
                    .mounts()
                    .forEach(
                        mount -> {
                          String source = mount.split(":", -1)[0];
                          if (source.startsWith("./")) {
                            assertThat(ROOT.resolve(source)).as(name).isNotEmptyDirectory();
                            assertThat(mount)
                                .as("configuration is not to be changed")
                                .endsWith(":ro");
                          } else {
                            assertThat(compose.volumes()).as(name).containsKey(source);
                            used.add(source);
                          }
                        }));
    assertThat(compose.volumes().keySet()).isEqualTo(used);
  }

  @Test
  void secretsAreFilesThatDeployPrepareMakesAndGitIgnores() throws IOException {
    Set<String> used = new HashSet<>();
    for (Service service : compose.services().values()) {
      used.addAll(service.knowsSecrets());
      service
          .variables()
          .forEach(
              (name, value) ->
                  assertThat(name)
                      .as("a secret in the environment")
                      .doesNotMatch(".*(TOKEN|PASSWORD)"));
    }
    assertThat(compose.secrets().keySet()).isEqualTo(used);
    for (Map.Entry<String, ComposeFile.Secret> secret : compose.secrets().entrySet()) {
      assertThat(secret.getValue().file()).isEqualTo("./deploy/secrets/" + secret.getKey());
      assertThat(text("deploy/prepare")).containsPattern("for name in [^;]*\\b" + secret.getKey());
    }
    assertThat(text(".gitignore")).contains("deploy/secrets/");
  }

  @Test
  void whatOthersWaitForSaysWhenItIsReady() {
    for (Service service : compose.services().values()) {
      service
          .needs()
          .forEach(
              (needed, dependency) -> {
                Service other = compose.service(needed);
                switch (dependency.condition()) {
                  case "service_healthy" -> assertThat(other.check()).as(needed).isPresent();
                  case "service_completed_successfully" ->
                      assertThat(other.restart()).as("a job ends").isEqualTo("no");
                  default -> throw new AssertionError("condition " + dependency.condition());
                }
              });
    }
    assertThat(compose.startOrder()).hasSameSizeAs(compose.services().keySet());
  }

  @Test
  void everyCommandIsOneThatTheProgramsKnow() throws IOException {
    String verbs = text("bin/traffic");
    String daemons = text("deploy/daemon");
    for (Map.Entry<String, Service> entry : compose.services().entrySet()) {
      if (entry.getValue().ours()) {
        List<String> line = entry.getValue().line();
        assertThat(Repository.copied()).as("in the image").containsKey(line.get(0));
        assertThat(ROOT.resolve(line.get(0))).isExecutable();
        String cases = line.get(0).equals("bin/traffic") ? verbs : daemons;
        assertThat(cases)
            .as(entry.getKey())
            .containsPattern(
                "(?m)^  ([a-z -]+\\| )*" + Pattern.quote(line.get(1)) + "( \\|[^)]*)?\\)");
      }
    }
  }

  @Test
  void everyVariableIsOneThatTheProgramsRead() throws IOException {
    String programs =
        text("bin/traffic")
            + text("deploy/daemon")
            + text("config/serving.yaml")
            + text("deploy/conf/mapred-site.xml");
    for (Map.Entry<String, Service> entry : compose.services().entrySet()) {
      for (String variable : entry.getValue().variables().keySet()) {
        if (entry.getValue().ours()) {
          // NAME_FILE is read by way of NAME.
          assertThat(programs)
              .as(entry.getKey())
              .containsPattern("\\b" + variable.replaceFirst("_FILE$", "") + "\\b");
        } else {
          assertThat(OTHERS_VARIABLES).as(entry.getKey()).contains(variable);
        }
      }
    }
    for (String variable : Repository.imageEnvironment().keySet()) {
      assertThat(programs).containsPattern("\\b" + variable + "\\b");
    }
  }

  @Test
  void healthChecksAskServicesOfThisFile() {
    Pattern address = Pattern.compile("(?:tcp|http)://([a-z-]+):(\\d+)");
    compose
        .services()
        .forEach(
            (name, service) ->
                service
                    .check()
                    .ifPresent(
                        check -> {
                          Matcher target = address.matcher(String.join(" ", check.test()));
                          while (target.find()) {
                            assertThat(target.group(1))
                                .as(name)
                                .matches(
                                    host ->
                                        host.equals("localhost")
                                            || host.equals(name)
                                            || service.needs().containsKey(host));
                          }
                        }));
  }

  @Test
  void theImageGetsWhatExistsAndItsContextNothingElse() throws IOException {
    List<String> ignore = text(".dockerignore").lines().filter(l -> !l.startsWith("#")).toList();
    assertThat(ignore.get(0)).isEqualTo("*");
    assertThat(ignore.stream().skip(1))
        .containsExactlyElementsOf(
            Repository.copied().keySet().stream().map(s -> "!" + s).toList());
    for (Map.Entry<String, String> copy : Repository.copied().entrySet()) {
      assertThat(copy.getValue()).as("at the place it has in a checkout").isEqualTo(copy.getKey());
      if (!copy.getKey().contains("/target/")) {
        assertThat(Files.exists(ROOT.resolve(copy.getKey()))).as(copy.getKey()).isTrue();
      }
    }
  }
}
