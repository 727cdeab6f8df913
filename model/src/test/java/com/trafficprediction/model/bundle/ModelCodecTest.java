package com.trafficprediction.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.core.feature.FeatureSet;
import com.trafficprediction.model.ExplainedModel;
import com.trafficprediction.model.TrainingProgress;
import com.trafficprediction.model.TrainingRows;
import com.trafficprediction.model.anchor.Anchor;
import com.trafficprediction.model.anchor.AnchoredModel;
import com.trafficprediction.model.linear.LinearModel;
import com.trafficprediction.model.linear.NormalEquations;
import com.trafficprediction.model.tree.BoostSettings;
import com.trafficprediction.model.tree.BoostedTreesTrainer;
import com.trafficprediction.model.tree.SampleRows;
import com.trafficprediction.model.tree.TreeEnsemble;
import com.trafficprediction.model.tree.TreeSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelCodecTest {
  private static final FeatureSet FEATURES = new FeatureSet(List.of("a", "b", "c", "d", "e", "f"));

  static List<ExplainedModel> models() {
    TrainingRows rows = SampleRows.of(1_000, 1);
    NormalEquations sums = new NormalEquations(SampleRows.FEATURES);
    float[] row = new float[SampleRows.FEATURES];
    for (int i = 0; i < rows.size(); i++) {
      rows.copyRow(i, row);
      sums.add(row, rows.target(i));
    }
    LinearModel linear = sums.solve(NormalEquations.DEFAULT_RIDGE);
    LinearModel anchor = Anchor.between("b", 0.25, "d").bind(FEATURES, rows);
    BoostSettings settings = new BoostSettings(new TreeSettings(3, 8, 10, 32), 5, 0.3, 0.5, 1, 0.7);
    TreeEnsemble trees =
        new BoostedTreesTrainer(settings).train(rows.residuals(anchor), 1, TrainingProgress.NONE);
    return List.of(
        linear, trees, new AnchoredModel(anchor, trees), new AnchoredModel(anchor, linear));
  }

  @ParameterizedTest
  @MethodSource("models")
  void readsBackWhatItWrote(ExplainedModel model) throws IOException {
    ExplainedModel read = ModelCodec.read(new ByteArrayInputStream(bytes(model)));
    assertThat(read).hasSameClassAs(model);
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 100; i++) {
      float[] row = SampleRows.row(random);
      assertThat(read.predict(row)).isEqualTo(model.predict(row));
      assertThat(read.contributions(row)).isEqualTo(model.contributions(row));
    }
    assertThat(bytes(read)).isEqualTo(bytes(model));
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyTruncationIsRefused(ExplainedModel model) throws IOException {
    byte[] whole = bytes(model);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ModelCodec.read(new ByteArrayInputStream(cut)))
          .isInstanceOf(CorruptModelException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void alteredBytesAreRefusedOrStillAModel(ExplainedModel model) throws IOException {
    byte[] whole = bytes(model);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 3_000; i++) {
      byte[] altered = whole.clone();
      for (int k = 0; k <= random.nextInt(3); k++) {
        altered[random.nextInt(altered.length)] = (byte) random.nextInt(256);
      }
      readOrRefuse(altered);
    }
  }

  @Test
  void madeUpBytesBehindAGoodHeaderAreRefused() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    byte[] trees = bytes(models().get(1));
    for (int i = 0; i < 3_000; i++) {
      byte[] madeUp = new byte[random.nextInt(400)];
      for (int k = 0; k < madeUp.length; k++) {
        madeUp[k] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
      }
      int kept = Math.min(madeUp.length, random.nextInt(40));
      System.arraycopy(trees, 0, madeUp, 0, kept);
      readOrRefuse(madeUp);
    }
  }

  @Test
  void aHugeCountWithoutBytesCostsNoMemory() {
    ByteBuffer header = ByteBuffer.allocate(64);
    header.put("TFM1".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
    header.putInt(6).putDouble(0).putDouble(1).putInt(1 << 16).putInt(1 << 24);
    for (int i = 0; i < 500; i++) {
      assertThatThrownBy(() -> ModelCodec.read(new ByteArrayInputStream(header.array())))
          .isInstanceOf(CorruptModelException.class);
    }
  }

  @Test
  void refusesAModelItHasNoFormatFor() {
    ExplainedModel foreign = new AnchoredModel((LinearModel) models().get(0), models().get(3));
    assertThatThrownBy(() -> bytes(foreign)).hasMessageContaining("no file format");
  }

  @Test
  void preprocessingIsCheckedAgainstTheExtractor() throws IOException {
    Preprocessing written = new Preprocessing(FEATURES, Anchor.between("b", 0.5, "d"));
    String json = new String(written.toJson(), StandardCharsets.UTF_8);
    assertThat(Preprocessing.fromJson(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(written);
    String other = json.replace("\"a\"", "\"z\"");
    assertThatThrownBy(() -> Preprocessing.fromJson(other.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(CorruptModelException.class)
        .hasMessageContaining("fingerprint");
  }

  /** What is read is a model that can predict and explain; anything else must be refused. */
  private static void readOrRefuse(byte[] bytes) throws IOException {
    try {
      ExplainedModel read = ModelCodec.read(new ByteArrayInputStream(bytes));
      float[] row = new float[read.featureCount()];
      assertThat(read.contributions(row)).hasSize(read.featureCount());
    } catch (CorruptModelException refused) {
      assertThat(refused).hasMessageContaining("fetch the model files again");
    }
  }

  private static byte[] bytes(ExplainedModel model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelCodec.write(model, out);
    return out.toByteArray();
  }
}
