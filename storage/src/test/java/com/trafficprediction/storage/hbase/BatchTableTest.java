package com.trafficprediction.storage.hbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.storage.layout.RunId;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class BatchTableTest {
  private static final RunId RUN = new RunId("run-20220122T050000Z-9f3c");

  @Test
  void aTableNamesItsRunAndIsRecognisedByIt() {
    String name = BatchTable.WINDOWS.nameFor(RUN);

    assertThat(name).isEqualTo("batch_windows.run-20220122T050000Z-9f3c");
    assertThat(BatchTable.WINDOWS.runOf(name)).contains(RUN);
    assertThat(BatchTable.HOURLY.runOf(name)).isEmpty();
  }

  @Test
  void theSpeedLayersTablesBelongToNoRun() {
    for (BatchTable table : BatchTable.values()) {
      assertThat(table.runOf("windows")).isEmpty();
      assertThat(table.runOf(table.prefix() + ".copy-by-hand")).isEmpty();
    }
  }

  @Test
  void settingsComeFromTheConfiguration() {
    Configuration configuration = new Configuration(false);
    assertThat(HBaseSettings.from(configuration)).isEqualTo(new HBaseSettings("traffic", 4));

    configuration.setInt(HBaseSettings.SALT_BUCKETS, 0);
    assertThatThrownBy(() -> HBaseSettings.from(configuration))
        .hasMessageContaining("traffic.hbase.salt.buckets");
  }
}
