package com.trafficprediction.oozie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy.sh} with a directory in place of HDFS. {@link WorkflowIT} has the real one. */
class DeployTest {
  /** Stands for {@code hadoop fs}: absolute paths lie below $STORE. */
  private static final String HADOOP =
      """
      #!/usr/bin/env bash
      set -e
      case "$2" in
        -test) [[ -d $STORE$4 ]] ;;
        -mkdir) mkdir -p "$STORE$4" ;;
        -put) cp -r "$3" "$STORE$4" ;;
        -mv) mv "$STORE$3" "$STORE$4" ;;
        *) echo "not expected: $*" >&2; exit 9 ;;
      esac
      """;

  @TempDir Path directory;
  private Path jar;

  @BeforeEach
  void prepare() throws IOException {
    Path hadoop = Files.writeString(directory.resolve("hadoop"), HADOOP);
    assertThat(hadoop.toFile().setExecutable(true)).isTrue();
    Files.createDirectories(directory.resolve("store"));
    Files.writeString(
        Files.createDirectories(directory.resolve("hbase")).resolve("hbase-site.xml"),
        "<configuration/>");
    jar = writeJar("one");
  }

  @Test
  void anApplicationIsPutUnderTheNameOfWhatIsInItAndOnlyOnce() throws Exception {
    Result first = deploy("--to", "/apps/traffic", "--jar", jar.toString());
    assertThat(first.exit()).as(first.said()).isZero();
    Path version = onlyVersion();
    assertThat(first.said())
        .contains("application=/apps/traffic/" + version.getFileName())
        .contains("oozie job -run");
    assertThat(namesBelow(version))
        .containsExactlyInAnyOrder(
            "workflow.xml",
            "coordinator.xml",
            "bundle.xml",
            "jobs.xml",
            "hbase-site.xml",
            "lib/traffic-batch.jar",
            "lib/a.jar",
            "lib/b.jar");

    Result again = deploy("--to", "/apps/traffic/", "--jar", jar.toString());
    assertThat(again.said()).contains("nothing to do", "application=/apps/traffic/");
    assertThat(onlyVersion()).isEqualTo(version);

    Result other = deploy("--to", "/apps/traffic", "--jar", writeJar("two").toString());
    assertThat(other.exit()).isZero();
    assertThat(namesBelow(version)).as("what may be running stays").hasSize(8);
    assertThat(versions()).hasSize(2);
  }

  @Test
  void whatIsMissingIsNamedWithTheRemedy() throws Exception {
    Result noJar = deploy("--jar", directory.resolve("no.jar").toString());
    assertThat(noJar.exit()).isEqualTo(3);
    assertThat(noJar.said()).contains("no.jar", "mvn package");

    Result noHbase = deploy("--jar", jar.toString(), "--hbase-conf", directory.toString());
    assertThat(noHbase.exit()).isEqualTo(3);
    assertThat(noHbase.said()).contains("hbase-site.xml", "--hbase-conf");

    Result unknown = deploy("--target", "/apps");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.said()).contains("--target", "--help");

    Result relative = deploy("--to", "apps");
    assertThat(relative.exit()).isEqualTo(2);
    assertThat(relative.said()).contains("'apps'", "/apps/traffic");
    assertThat(directory.resolve("store/apps")).doesNotExist();
  }

  @Test
  void helpExplainsEveryOption() throws Exception {
    Result help = deploy("--help");
    assertThat(help.exit()).isZero();
    assertThat(help.said()).contains("--to DIR", "--jar FILE", "--hbase-conf DIR", "--jobs FILE");
  }

  private record Result(int exit, String said) {}

  private Result deploy(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Engine.SHIPPED.resolve("deploy.sh").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HADOOP", directory.resolve("hadoop").toString());
    builder.environment().put("STORE", directory.resolve("store").toString());
    builder.environment().put("HBASE_CONF_DIR", directory.resolve("hbase").toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), said);
  }

  private Path writeJar(String content) throws IOException {
    Path file = directory.resolve(content + "-job.jar");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : new String[] {"Driver.class", "lib/a.jar", "lib/b.jar"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private Path onlyVersion() throws IOException {
    assertThat(versions()).hasSize(1);
    return versions().get(0);
  }

  private List<Path> versions() throws IOException {
    try (Stream<Path> all = Files.list(directory.resolve("store/apps/traffic"))) {
      return all.toList();
    }
  }

  private static List<String> namesBelow(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).map(f -> root.relativize(f).toString()).toList();
    }
  }
}
