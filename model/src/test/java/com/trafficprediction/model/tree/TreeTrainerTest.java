package com.trafficprediction.model.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.core.random.Seeds;
import com.trafficprediction.model.TrainingProgress;
import com.trafficprediction.model.TrainingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreeTrainerTest {
  private static final TreeSettings SHAPE = new TreeSettings(5, 32, 10, 64);
  private static final BoostSettings BOOST = new BoostSettings(SHAPE, 40, 0.2, 0.5, 0.7, 0.8);
  private static final ForestSettings FOREST = new ForestSettings(SHAPE, 12, 0.5, 0.5);
  private static final Seeds SEEDS = new Seeds(42);

  static List<TreeTrainer> trainers() {
    return List.of(
        new DecisionTreeTrainer(SHAPE),
        new RandomForestTrainer(FOREST),
        new BoostedTreesTrainer(BOOST));
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void learnsTheRelation(TreeTrainer trainer) {
    TreeEnsemble model = trainer.train(SampleRows.of(6_000, 1), 7, TrainingProgress.NONE);
    // the target spreads over 125 units; answering its mean errs by about 25
    assertThat(SampleRows.meanAbsoluteError(model, SampleRows.of(2_000, 2))).isLessThan(14);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void repeatsBitForBitAlsoWhenTwoTrainingsRunAtOnce(TreeTrainer trainer) throws Exception {
    TrainingRows rows = SampleRows.of(3_000, 3);
    double[] alone = answers(trainer.train(rows, 5, TrainingProgress.NONE));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<double[]> training = () -> answers(trainer.train(rows, 5, TrainingProgress.NONE));
      List<Future<double[]>> runs = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        runs.add(threads.submit(training));
      }
      for (Future<double[]> run : runs) {
        assertThat(run.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void manyRowsAtOnceGetTheAnswersTheyGetOneByOne(TreeTrainer trainer) {
    TreeEnsemble model = trainer.train(SampleRows.of(2_000, 6), 3, TrainingProgress.NONE);
    SplittableRandom random = new SplittableRandom(12);
    float[][] rows = new float[203][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = SampleRows.row(random);
    }
    double[] answers = new double[rows.length];
    answers[202] = -7;
    model.predictAll(rows, 202, answers);
    for (int i = 0; i < 202; i++) {
      assertThat(answers[i]).isEqualTo(model.predict(rows[i]));
    }
    assertThat(answers[202]).as("beyond the count").isEqualTo(-7);
  }

  @Test
  void partsOfAForestDifferAndMergeIntoTheirMean() {
    TrainingRows rows = SampleRows.of(3_000, 4);
    RandomForestTrainer trainer = new RandomForestTrainer(FOREST);
    TreeEnsemble first = trainer.train(rows, SEEDS.seed("forest", 0), TrainingProgress.NONE);
    TreeEnsemble second = trainer.train(rows, SEEDS.seed("forest", 1), TrainingProgress.NONE);
    TreeEnsemble whole = TreeEnsemble.merge(List.of(first, second));
    assertThat(whole.trees()).isEqualTo(2 * FOREST.trees());
    double differing = 0;
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 200; i++) {
      float[] row = SampleRows.row(random);
      double mean = (first.predict(row) + second.predict(row)) / 2;
      assertThat(whole.predict(row)).isCloseTo(mean, org.assertj.core.data.Offset.offset(1e-9));
      differing += first.predict(row) == second.predict(row) ? 0 : 1;
    }
    assertThat(differing).isGreaterThan(100);
  }

  @Test
  void averagedBoostsBeatEachOfTheirParts() {
    TrainingRows test = SampleRows.of(2_000, 99);
    BoostedTreesTrainer trainer = new BoostedTreesTrainer(BOOST);
    List<TreeEnsemble> parts = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (int part = 0; part < 3; part++) {
      TrainingRows rows = SampleRows.of(1_000, 10 + part);
      parts.add(trainer.train(rows, SEEDS.seed("boost", part), TrainingProgress.NONE));
      best = Math.min(best, SampleRows.meanAbsoluteError(parts.get(part), test));
    }
    assertThat(SampleRows.meanAbsoluteError(TreeEnsemble.merge(parts), test)).isLessThan(best);
  }

  @Test
  void outliersDoNotPullAHuberBoost() {
    TrainingRows clean = SampleRows.of(4_000, 5);
    TrainingRows spoilt = new TrainingRows(SampleRows.FEATURES, clean.size());
    float[] row = new float[SampleRows.FEATURES];
    for (int i = 0; i < clean.size(); i++) {
      clean.copyRow(i, row);
      spoilt.add(row, clean.target(i) + (i % 20 == 0 ? 100_000 : 0));
    }
    TreeEnsemble model = new BoostedTreesTrainer(BOOST).train(spoilt, 6, TrainingProgress.NONE);
    assertThat(SampleRows.meanAbsoluteError(model, SampleRows.of(1_000, 7))).isLessThan(14);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void oneRowAndConstantFeaturesAreNoProblem(TreeTrainer trainer) {
    TrainingRows rows = new TrainingRows(2, 100);
    rows.add(new float[] {1, 2}, 30);
    TreeEnsemble lone = trainer.train(rows, 1, TrainingProgress.NONE);
    assertThat(lone.predict(new float[] {5, 5})).isEqualTo(30);
    for (int i = 0; i < 99; i++) {
      rows.add(new float[] {1, 2}, 30 + i % 2);
    }
    TreeEnsemble constant = trainer.train(rows, 1, TrainingProgress.NONE);
    assertThat(constant.predict(new float[] {5, 5})).isBetween(30.0, 31.0);
  }

  @Test
  void reportsProgressUpToTheWhole() {
    List<Double> shares = new ArrayList<>();
    new RandomForestTrainer(FOREST).train(SampleRows.of(500, 1), 1, shares::add);
    assertThat(shares).hasSize(FOREST.trees()).isSorted().last().isEqualTo(1.0);
  }

  @Test
  void refusesAnEmptySetAndSettingsOutOfRange() {
    TrainingRows none = new TrainingRows(2, 10);
    assertThatThrownBy(() -> new DecisionTreeTrainer(SHAPE).train(none, 1, TrainingProgress.NONE))
        .hasMessageContaining("no rows");
    assertThatThrownBy(() -> new TreeSettings(0, 8, 1, 16)).hasMessageContaining("depth");
    assertThatThrownBy(() -> new BoostSettings(SHAPE, 10, 1.5, 1, 1, 0.5))
        .hasMessageContaining("shrinkage");
    assertThatThrownBy(() -> new ForestSettings(SHAPE, 10, 0, 1)).hasMessageContaining("rowShare");
  }

  private static double[] answers(TreeEnsemble model) {
    SplittableRandom random = new SplittableRandom(1);
    double[] answers = new double[300];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = model.predict(SampleRows.row(random));
    }
    return answers;
  }
}
