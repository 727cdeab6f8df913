package com.trafficprediction.speed.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.speed.running.StageHealth.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedCommandTest {
  @Test
  void aDisplacedProcessHasAnExitCodeOfItsOwnWhateverElseWentWrong() {
    assertThat(SpeedCommand.exitCode(true, List.of(State.STOPPED, State.DISPLACED))).isEqualTo(6);
    assertThat(SpeedCommand.exitCode(false, List.of(State.DISPLACED, State.BROKEN))).isEqualTo(6);
  }

  @Test
  void whatWasStoppedIsFineAndWhatBrokeOrHangsIsNot() {
    assertThat(SpeedCommand.exitCode(true, List.of(State.STOPPED, State.STOPPED))).isZero();
    assertThat(SpeedCommand.exitCode(true, List.of(State.STOPPED, State.BROKEN))).isEqualTo(1);
    assertThat(SpeedCommand.exitCode(false, List.of(State.STOPPED, State.RUNNING))).isEqualTo(1);
  }
}
