package com.trafficprediction.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceTest {
  @Test
  void hbaseAndYarnBringHdfsAlong() {
    assertThat(Service.withNeeds(Set.of(Service.HBASE)))
        .containsExactly(Service.HDFS, Service.HBASE);
    assertThat(Service.withNeeds(Set.of(Service.YARN))).containsExactly(Service.HDFS, Service.YARN);
    assertThat(Service.withNeeds(Set.of(Service.KAFKA))).containsExactly(Service.KAFKA);
  }

  @Test
  void aServiceIsFoundInAnyCase() {
    assertThat(Service.get(" HBase")).isEqualTo(Service.HBASE);
  }

  @Test
  void anUnknownServiceIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> Service.get("hive"))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("'hive'")
        .hasMessageContaining("hdfs, yarn, hbase, kafka");
  }

  @Test
  void writersStopBeforeWhatTheyWriteTo() {
    List<Daemon> all = Daemon.of(EnumSet.allOf(Service.class));

    assertThat(all)
        .allSatisfy(
            daemon ->
                assertThat(daemon.needs())
                    .allSatisfy(
                        needed -> assertThat(daemon.stopRank()).isLessThan(needed.stopRank())));
  }
}
