package com.trafficprediction.serving.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KnownPathsTest {
  private final KnownPaths paths =
      new KnownPaths(List.of("/api/health", "/api/segments", "/api/segments/{id}/profile"));

  @Test
  void aWrongPathIsAnsweredWithTheRightOne() {
    assertThat(paths.problem("/api/segmnts").remedy()).contains("/api/segments?");
    assertThat(paths.problem("/api/health/").remedy()).contains("/api/health?");
    assertThat(paths.problem("/health").remedy()).contains("/api/health?");
    assertThat(paths.problem("/api/segments/A1/profil").remedy())
        .contains("/api/segments/{id}/profile?");
  }

  @Test
  void aPathOfAnyLengthIsAnsweredInAFewWords() {
    ApiProblem problem = paths.problem("/" + "x".repeat(5_000));

    assertThat(problem.status()).isEqualTo(404);
    assertThat(problem.detail()).hasSizeLessThan(300);
  }
}
