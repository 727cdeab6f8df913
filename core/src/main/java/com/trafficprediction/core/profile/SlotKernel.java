package com.trafficprediction.core.profile;

/** Triangular weights over neighbouring slots: +-15 minutes, never across midnight. */
final class SlotKernel {
  /** Slots on each side that have weight. */
  static final int REACH = 3;

  /** Sum of all weights away from midnight. */
  static final int TOTAL = (REACH + 1) * (REACH + 1);

  private SlotKernel() {}

  /** Weight of a slot so many slots away; 0 beyond the reach. */
  static int weight(int slotDistance) {
    return Math.max(0, REACH + 1 - Math.abs(slotDistance));
  }
}
