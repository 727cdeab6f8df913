package com.trafficprediction.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir Path docs;

  @Test
  void aTargetIsMetWhenEveryFigureKeepsItsLimit() throws IOException {
    keep(false, new Finding(Target.PEER_ERROR, 0.99), new Finding(Target.PEER_ERROR, 1.002));
    assertThat(row(Target.PEER_ERROR))
        .contains("≤ 1 ")
        .contains("0.990, 1.002")
        .contains("not met");
    keep(false, new Finding(Target.PEER_ERROR, 0.99), new Finding(Target.PEER_ERROR, 1.0));
    assertThat(row(Target.PEER_ERROR)).endsWith("| met |");
    assertThat(row(Target.STREAM_RATE)).endsWith("| not measured |");
  }

  @Test
  void aQuickResultIsMarkedAndGivesWayToAWholeOne() throws IOException {
    keep(true, new Finding(Target.STREAM_RATE, 90_000));
    assertThat(row(Target.STREAM_RATE)).endsWith("| 90,000 | no claim (quick) |");
    keep(false, new Finding(Target.STREAM_RATE, 70_000));
    keep(true, new Finding(Target.STREAM_RATE, 95_000));
    assertThat(row(Target.STREAM_RATE)).endsWith("| 70,000 | **not met** |");
  }

  @Test
  void aVerdictOnCodeThatNoCommitHasIsMarked() throws IOException {
    Result result = result(false, new Finding(Target.STREAM_RATE, 90_000));
    Report.keep(docs, result.measured("2026-11-20", "ae7e0a2-dirty"));
    assertThat(row(Target.STREAM_RATE)).endsWith("| 90,000 | met (changed tree) |");
    Report.keep(docs, result.measured("2026-11-20", "ae7e0a2"));
    assertThat(row(Target.STREAM_RATE)).endsWith("| 90,000 | met |");
    assertThat(Files.readString(docs.resolve("benchmarks.md")))
        .contains("2026-11-20, commit ae7e0a2;");
  }

  @Test
  void whatABenchmarkWasAskedForIsInItsSection() throws IOException {
    Provenance asked = new Provenance("2026-11-20", "ae7e0a2", "--rounds 2", "a machine", "none");
    Report.keep(docs, new Result("batch", "all", "t", false, asked, "| a |\n", List.of()));
    assertThat(Files.readString(docs.resolve("benchmarks.md")))
        .contains("`bin/traffic bench batch --rounds 2`, 2026-11-20");
  }

  @Test
  void aResultSaysWhenWhereAndOnWhatItWasMeasured() throws IOException {
    keep(false);
    Provenance provenance = Provenance.here(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    assertThat(provenance.day()).isEqualTo("1970-01-01");
    assertThat(provenance.versions()).containsPattern("Kafka Streams \\d+\\.\\d+.*, Smile \\d");
    assertThat(Files.readString(docs.resolve("benchmarks.md")))
        .contains(provenance.versions())
        .contains(provenance.machine());
  }

  private void keep(boolean quick, Finding... findings) throws IOException {
    Report.keep(docs, result(quick, findings));
  }

  private static Result result(boolean quick, Finding... findings) {
    return Result.here("made-up", "all", "nothing", quick, "| a |\n", List.of(findings));
  }

  private String row(Target target) throws IOException {
    return Files.readAllLines(docs.resolve("benchmarks.md")).stream()
        .filter(line -> line.startsWith("| " + target.text() + " |"))
        .findFirst()
        .orElseThrow();
  }
}
