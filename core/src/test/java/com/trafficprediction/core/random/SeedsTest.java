package com.trafficprediction.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SeedsTest {
  @Test
  void partsPurposesAndRunsGetSeedsOfTheirOwn() {
    Set<Long> seen = new HashSet<>();
    for (long run = 0; run < 10; run++) {
      for (String purpose : new String[] {"forest", "boost", "split"}) {
        for (int part = 0; part < 1000; part++) {
          seen.add(new Seeds(run).seed(purpose, part));
        }
      }
    }

    assertThat(seen).hasSize(30_000).allMatch(seed -> seed > 1);
  }

  @Test
  void equalRunsDrawEqualNumbers() {
    assertThat(new Seeds(7).generator("forest", 3).nextLong())
        .isEqualTo(new Seeds(7).generator("forest", 3).nextLong());
  }

  @Test
  void samplingIsUniformOverNeighbouringWindowsOfOneSegment() {
    Seeds seeds = new Seeds(42);
    int[] tenths = new int[10];
    int rows = 100_000;
    for (int i = 0; i < rows; i++) {
      tenths[(int) (seeds.uniform("sample", "LA_001", 1_640_000_000_000L + i * 300_000L) * 10)]++;
    }

    // Chi squared with 9 degrees of freedom: 27.9 is exceeded once in a thousand.
    double chiSquared = 0;
    for (int count : tenths) {
      chiSquared += Math.pow(count - rows / 10.0, 2) / (rows / 10.0);
    }
    assertThat(chiSquared).isLessThan(27.9);
  }

  @Test
  void oneSampleSaysNothingOfAnother() {
    Seeds seeds = new Seeds(42);
    int both = 0;
    int rows = 100_000;
    for (int i = 0; i < rows; i++) {
      long time = i * 300_000L;
      if (seeds.uniform("a", "S", time) < 0.5 && seeds.uniform("b", "S", time) < 0.5) {
        both++;
      }
    }

    assertThat(both / (double) rows).isCloseTo(0.25, within(0.005));
  }

  @Property
  void aSampleNumberLiesInItsRange(@ForAll long run, @ForAll String id, @ForAll long time) {
    assertThat(new Seeds(run).uniform("sample", id, time)).isBetween(0.0, Math.nextDown(1.0));
  }
}
