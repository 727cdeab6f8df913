package com.trafficprediction.batch;

import static com.trafficprediction.batch.fixture.CsvDataset.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.batch.fixture.CsvDataset;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.PartitionedData;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jobs as people start them, with input that is wrong: an exit code that means something, an
 * error that says what, where and what to do, and nothing half done left where it counts.
 */
class DriverTest {
  @TempDir Path directory;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private CsvDataset dataset;

  @BeforeEach
  void listen() throws IOException {
    dataset = new CsvDataset(directory);
    PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
  }

  @AfterEach
  void stopListening() {
    System.setOut(out);
    System.setErr(err);
  }

  @Test
  void helpIsNoErrorAndWhatIsUnknownIsWrongUsage() throws Exception {
    assertThat(Driver.execute("--help")).isEqualTo(ExitCode.OK);
    assertThat(said()).contains("import", "run", "report");
    assertThat(Driver.execute("run", "--help")).isEqualTo(ExitCode.OK);
    assertThat(said()).contains("Examples:", "Exit codes:");
    assertThat(Driver.execute()).isEqualTo(ExitCode.USAGE);
    assertThat(Driver.execute("improt")).isEqualTo(ExitCode.USAGE);
    assertThat(said()).contains("there is no job 'improt'");
    assertThat(job("run", "--preset", "fast")).isEqualTo(ExitCode.NO_INPUT);
    assertThat(job("run", "--untill", "-24h")).isEqualTo(ExitCode.USAGE);
    assertThat(said()).contains("--untill");
    assertThat(job("run", "--until", "yesterday")).isEqualTo(ExitCode.USAGE);
    assertThat(said()).contains("'yesterday' is not a time", "-24h");
    // Without a run it would begin a new one.
    assertThat(job("run", "--rollback")).isEqualTo(ExitCode.USAGE);
    assertThat(said()).contains("--rollback needs --run ID");
    assertThat(job("run", "--run", "latest")).isEqualTo(ExitCode.USAGE);
    assertThat(said()).contains("'latest' is not a run id", "run-20220122T050000Z-9f3c");
  }

  @Test
  void optionsSayWhoLogsInAndALoginThatFailsIsToldInASentence() throws Exception {
    assertThat(
            job(
                "run",
                "-Dtraffic.kerberos.principal=traffic@EXAMPLE.ORG",
                "-Dtraffic.kerberos.keytab=/nowhere"))
        .isEqualTo(ExitCode.FAILURE);

    assertThat(said())
        .contains("run: a keytab is configured", "hadoop.security.authentication is not kerberos")
        .doesNotContain("\tat ");
  }

  @Test
  void aMissingFileIsNamedWithWhatIsThere() throws Exception {
    dataset.with("readings*", "readings.csv").write("reading.csv", CsvDataset.rows(1));
    assertThat(importAll()).isEqualTo(ExitCode.NO_INPUT);
    assertThat(said())
        .contains("no file 'readings.csv' in " + dataset.data(), "did you mean 'reading.csv'?");
    assertThat(job("import", "--dataset", dataset.file() + "x", "--data", "."))
        .isEqualTo(ExitCode.NO_INPUT);
    assertThat(said()).contains("there is no dataset file", "tiny.yamlx");
    assertThat(job("import", "--dataset", dataset.file().toString())).isEqualTo(ExitCode.USAGE);
    assertThat(said()).contains("name their directory with --data DIR");
    nothingIsImported();
  }

  @Test
  void aWrongColumnIsAnsweredWithTheColumnsThatExist() throws Exception {
    dataset.with("speed: speed}", "speed: sped}").write("readings.csv", CsvDataset.rows(1));
    assertThat(importAll()).isEqualTo(ExitCode.FAILURE);
    assertThat(said())
        .contains("readings.columns.speed", "no column 'sped'", "did you mean 'speed'?")
        .doesNotContain("\tat ");
    nothingIsImported();
  }

  @Test
  void anUnknownKeyIsAnsweredWithItsPathAndTheOneThatWasMeant() throws Exception {
    dataset.with("speed_unit", "speed_units").write("readings.csv", CsvDataset.rows(1));
    assertThat(importAll()).isEqualTo(ExitCode.FAILURE);
    assertThat(said())
        .contains(
            "tiny.yaml: readings.values.speed_units: unknown key; did you mean 'speed_unit'?");
    nothingIsImported();
  }

  @Test
  void aTruncatedGzipIsNamedWithHowFarItGotAndNothingOfItCounts() throws Exception {
    dataset
        .write("readings-1.csv", CsvDataset.rows(24))
        .writeTruncatedGzip("readings-2.csv.gz", CsvDataset.rows(500));
    assertThat(importAll()).isEqualTo(ExitCode.FAILURE);
    assertThat(said())
        .contains(dataset.data().resolve("readings-2.csv.gz").toString(), "truncated after line ")
        .contains("Nothing was imported");
    nothingIsImported();

    Files.delete(dataset.data().resolve("readings-2.csv.gz"));
    assertThat(importAll()).as("the rest, once the broken file is gone").isEqualTo(ExitCode.OK);
  }

  @Test
  void anHdf5OfAnotherLayoutIsAnsweredWithWhatIsExpected() throws Exception {
    dataset.with("format: csv-long", "format: hdf5-pandas");
    String yaml = Files.readString(dataset.file());
    Files.writeString(
        dataset.file(),
        yaml.replaceAll("(?m)^  columns: \\{segment: station.*\n", "")
            .replace("format: \"yyyy-MM-dd HH:mm\", ", ""));
    try (WritableHdfFile hdf = HdfFile.write(dataset.data().resolve("readings.h5"))) {
      hdf.putGroup("run").putDataset("speeds", new double[] {1, 2});
    }
    assertThat(importAll()).isEqualTo(ExitCode.FAILURE);
    assertThat(said())
        .contains("readings.h5", "expected is a group with axis0", "found /run/speeds");
    nothingIsImported();
  }

  @Test
  void garbageAloneIsAFailureThatCountsTheReasons() throws Exception {
    dataset.write("readings.csv", HEADER + "lorem ipsum\nA,2022-01-03 00:00,fast\n");
    assertThat(importAll()).isEqualTo(ExitCode.FAILURE);
    assertThat(said())
        .contains("not one of 2 rows", "unparsable 2", "Check the columns", "tiny.yaml");
    nothingIsImported();
  }

  @Test
  void someGarbageIsReportedAndTheRestCounts() throws Exception {
    dataset.write(
        "readings.csv",
        CsvDataset.rows(1) + "lorem ipsum\nZ,2022-01-03 00:00,60\nY,2022-01-03 00:00,61\n");
    assertThat(importAll()).isEqualTo(ExitCode.OK);
    assertThat(said())
        .contains("imported 24 readings of tiny", "3 rejected")
        .contains("rejected: unknown_segment 2, unparsable 1; the rows are kept in raw/_rejected/");
  }

  @Test
  void readingsOfUnknownSegmentsAloneSayWhatIsWrong() throws Exception {
    dataset.write("readings.csv", HEADER + "Z,2022-01-03 00:00,60\n");
    assertThat(importAll()).isEqualTo(ExitCode.FAILURE);
    assertThat(said()).contains("not one of 1 rows", "unknown_segment 1");
    nothingIsImported();
  }

  @Test
  void anEmptyRangeIsNoInputAndOneThatRunsBackwardsIsWrongUsage() throws Exception {
    dataset.write("readings.csv", CsvDataset.rows(1));
    assertThat(importAll("--from", "2023-01-01T00:00:00Z")).isEqualTo(ExitCode.NO_INPUT);
    assertThat(said()).contains("no readings in the range", "widen --from and --to");
    assertThat(importAll("--from", "-1h", "--to", "-2h")).isEqualTo(ExitCode.USAGE);
    assertThat(said()).contains("--from must lie before --to");
    nothingIsImported();
  }

  @Test
  void aRunWithoutDataOrOfARangeWithoutDataDoesNotBegin() throws Exception {
    assertThat(job("run", "--no-publish")).isEqualTo(ExitCode.NO_INPUT);
    assertThat(said()).contains("nothing has been imported", "run the import job first");
    dataset.write("readings.csv", CsvDataset.rows(24));
    importAll();
    said.reset();

    assertThat(job("run", "--no-publish", "--source", "tinny")).isEqualTo(ExitCode.NO_INPUT);
    assertThat(said()).contains("no data set named tinny", "there are [tiny]");
    assertThat(job("run", "--no-publish", "--until", "2022-01-03T00:00:00Z"))
        .isEqualTo(ExitCode.NO_INPUT);
    assertThat(job("run", "--no-publish", "--from", "2022-02-01T00:00:00Z"))
        .isEqualTo(ExitCode.NO_INPUT);
    assertThat(said()).contains("the data reach from 2022-01-03T00:00:00Z to 2022-01-04T00:00:00Z");
    assertThat(job("run", "--no-publish", "--from", "-2h", "--until", "-3h"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(job("run", "--no-publish", "--from", "-6h")).isEqualTo(ExitCode.USAGE);
    assertThat(said()).contains("too short for a 80/20 split", "training and test need 4 hours");
    assertThat(job("run", "--no-publish", "--split", "half")).isEqualTo(ExitCode.USAGE);
    assertThat(job("run", "--run", "run-20220122T050000Z-9f3c")).isEqualTo(ExitCode.NO_INPUT);
    assertThat(said())
        .contains("there is no run run-20220122T050000Z-9f3c")
        .doesNotContain("\tat ");
    assertThat(store().resolve("features")).as("no run was begun").doesNotExist();
  }

  @Test
  void aClusterThatDoesNotAnswerIsNamedWithTheRemedy() throws Exception {
    int exit =
        Driver.execute(
            "run",
            "-Dfs.defaultFS=hdfs://localhost:1",
            "-Dipc.client.connect.max.retries=0",
            "-Ddfs.client.retry.max.attempts=0");
    assertThat(exit).isEqualTo(ExitCode.FAILURE);
    assertThat(said()).contains("does not answer", "bin/traffic up", "fs.defaultFS");
  }

  private int importAll(String... more) throws Exception {
    List<String> args =
        new ArrayList<>(
            List.of("--dataset", dataset.file().toString(), "--data", dataset.data().toString()));
    args.addAll(List.of(more));
    return job("import", args.toArray(String[]::new));
  }

  private int job(String name, String... options) throws Exception {
    List<String> args =
        new ArrayList<>(
            List.of(
                name,
                "-Dfs.defaultFS=file:///",
                "-Dmapreduce.framework.name=local",
                "-Dmapreduce.task.io.sort.mb=8",
                "-Dhadoop.tmp.dir=" + directory.resolve("tmp"),
                "-Dtraffic.root=" + store()));
    args.addAll(List.of(options));
    return Driver.execute(args.toArray(String[]::new));
  }

  private Path store() {
    return directory.resolve("store");
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  /** No commit, no day of data, no marker of success. */
  private void nothingIsImported() throws IOException {
    HdfsLayout layout = new HdfsLayout(new org.apache.hadoop.fs.Path(store().toUri()));
    FileSystem files = layout.root().getFileSystem(new Configuration());
    assertThat(new PartitionedData(files, layout.raw()).listCommits()).isEmpty();
    Path raw = store().resolve("raw");
    if (Files.exists(raw)) {
      try (Stream<Path> all = Files.walk(raw)) {
        assertThat(all)
            .map(path -> path.getFileName().toString())
            .noneMatch(name -> name.startsWith("year=") || name.startsWith("_SUCCESS"));
      }
    }
  }
}
