package com.trafficprediction.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Properties;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void theStandardPortsAreTheDocumentedOnes() {
    Ports ports = Ports.offset(0);

    assertThat(ports.get(Port.KAFKA)).isEqualTo(9092);
    assertThat(ports.get(Port.NAMENODE)).isEqualTo(9000);
    assertThat(ports.get(Port.NAMENODE_HTTP)).isEqualTo(9870);
    assertThat(ports.get(Port.RESOURCEMANAGER_HTTP)).isEqualTo(8088);
    assertThat(ports.get(Port.HBASE_MASTER)).isEqualTo(16000);
    assertThat(ports.get(Port.ZOOKEEPER)).isEqualTo(2181);
  }

  @Property
  void everyOffsetGivesEveryPortAValidNumberOfItsOwn(
      @ForAll @IntRange(max = Ports.MAX_OFFSET) int offset) {
    Ports ports = Ports.offset(offset);

    assertThat(Arrays.stream(Port.values()).map(ports::get))
        .doesNotHaveDuplicates()
        .allSatisfy(number -> assertThat(number).isBetween(1, 65_535));
  }

  @Test
  void anOffsetBeyondTheLastPortIsRefused() {
    assertThatThrownBy(() -> Ports.offset(Ports.MAX_OFFSET + 1))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("must be from 0 to " + Ports.MAX_OFFSET);
  }

  @Test
  void randomPortsDifferFromEachOther() {
    Ports ports = Ports.random();

    assertThat(Arrays.stream(Port.values()).map(ports::get)).doesNotHaveDuplicates();
  }

  @Test
  void portsAreRememberedAsTheyWere() {
    Ports ports = Ports.random();
    Properties file = new Properties();
    ports.store(file);

    assertThat(Ports.load(file)).isEqualTo(ports);
  }

  @Test
  void aPortThatIsNoNumberIsNamed() {
    Properties file = new Properties();
    file.setProperty("port.kafka", "nine");

    assertThatThrownBy(() -> Ports.load(file))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("port.kafka=nine");
  }
}
