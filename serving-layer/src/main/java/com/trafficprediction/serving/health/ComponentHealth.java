package com.trafficprediction.serving.health;

import java.util.Map;

/**
 * How one part is.
 *
 * @param state {@code up}; {@code warming}: on its way, nothing to do; {@code missing}: nobody has
 *     provided it yet; {@code down}
 * @param required whether answers are impossible without it
 * @param reason why it is not up, and what to do; empty when up
 * @param details figures
 */
public record ComponentHealth(
    State state, boolean required, String reason, Map<String, Object> details) {
  /** States, from good to bad. */
  public enum State {
    UP,
    WARMING,
    MISSING,
    DOWN
  }

  /** All is well. */
  public static ComponentHealth up(boolean required, Map<String, Object> details) {
    return new ComponentHealth(State.UP, required, "", details);
  }
}
