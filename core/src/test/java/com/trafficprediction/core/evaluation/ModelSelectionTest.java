package com.trafficprediction.core.evaluation;

import static com.trafficprediction.core.forecast.ModelFamily.DECISION_TREE;
import static com.trafficprediction.core.forecast.ModelFamily.GRADIENT_BOOSTED_TREES;
import static com.trafficprediction.core.forecast.ModelFamily.LINEAR_REGRESSION;
import static com.trafficprediction.core.forecast.ModelFamily.RANDOM_FOREST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.core.evaluation.ModelSelection.Candidate;
import com.trafficprediction.core.evaluation.ModelSelection.Measure;
import com.trafficprediction.core.forecast.ModelFamily;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelSelectionTest {
  private final ModelSelection byMae = new ModelSelection(Measure.MAE);

  private static Candidate candidate(
      ModelFamily family, double mae, double rmse, double congestedMae, long congestedN) {
    return new Candidate(
        family,
        new Metrics(50_000, mae, rmse, 5, 0.9, 0, 0),
        new Metrics(congestedN, congestedMae, congestedMae, 20, 0.1, 0, 0));
  }

  @Test
  void theLowestErrorWins() {
    ModelSelection.Choice choice =
        byMae.select(
            List.of(
                candidate(RANDOM_FOREST, 3.2, 6, 10, 5000),
                candidate(GRADIENT_BOOSTED_TREES, 3.0, 6, 10, 5000)));

    assertThat(choice.family()).isEqualTo(GRADIENT_BOOSTED_TREES);
    assertThat(choice.reason()).isEqualTo("lowest validation MAE 3.000");
  }

  @Test
  void aNearTieThatIsMuchBetterInCongestionWins() {
    List<Candidate> candidates =
        List.of(
            candidate(RANDOM_FOREST, 3.05, 6, 10, 5000),
            candidate(GRADIENT_BOOSTED_TREES, 3.0, 6, 11, 5000));

    assertThat(byMae.select(candidates).family()).isEqualTo(RANDOM_FOREST);
    assertThat(byMae.select(candidates).reason()).contains("gradient_boosted_trees");
  }

  @Test
  void aHandfulOfCongestedRowsDecidesNothing() {
    assertThat(
            byMae
                .select(
                    List.of(
                        candidate(RANDOM_FOREST, 3.05, 6, 10, 50),
                        candidate(GRADIENT_BOOSTED_TREES, 3.0, 6, 11, 50)))
                .family())
        .isEqualTo(GRADIENT_BOOSTED_TREES);
  }

  @Test
  void guardsThatContradictEachOtherAreIgnored() {
    assertThat(
            byMae
                .select(
                    List.of(
                        candidate(DECISION_TREE, 3.01, 7, 10, 5000),
                        candidate(RANDOM_FOREST, 3.0, 6, 12, 5000)))
                .family())
        .isEqualTo(RANDOM_FOREST);
  }

  @Test
  void equalErrorsGoToTheSimplerFamilyInAnyOrder() {
    Candidate linear = candidate(LINEAR_REGRESSION, 3, 6, 10, 5000);
    Candidate boosted = candidate(GRADIENT_BOOSTED_TREES, 3, 6, 10, 5000);

    assertThat(byMae.select(List.of(boosted, linear)).family()).isEqualTo(LINEAR_REGRESSION);
    assertThat(byMae.select(List.of(linear, boosted)).family()).isEqualTo(LINEAR_REGRESSION);
  }

  @Test
  void selectionByRmseReadsTheOtherMeasure() {
    assertThat(
            new ModelSelection(Measure.RMSE)
                .select(
                    List.of(
                        candidate(RANDOM_FOREST, 3.0, 6.0, 10, 5000),
                        candidate(GRADIENT_BOOSTED_TREES, 2.9, 6.5, 10, 5000)))
                .family())
        .isEqualTo(RANDOM_FOREST);
  }

  @Test
  void nothingScoredIsNoChoice() {
    assertThatThrownBy(() -> byMae.select(List.of())).hasMessageContaining("validation rows");
  }
}
