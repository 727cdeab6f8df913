package com.trafficprediction.core.incident;

/**
 * An incident as the detector remembers it from window to window. Immutable.
 *
 * @param head index of the pair where it begins: the station upstream of the head
 * @param tail index of the last station of the queue; negative without a queue
 * @param low least station with an alarm of it
 * @param high greatest station with an alarm of it
 * @param lastAlarmMillis start of the last window with an alarm
 * @param lastSignMillis start of the last window with an alarm or a queue
 * @param alarms windows with an alarm
 * @param shown as it is published
 */
record TrackedQueue(
    int head,
    int tail,
    int low,
    int high,
    long lastAlarmMillis,
    long lastSignMillis,
    int alarms,
    Incident shown) {

  boolean over() {
    return shown.state() == IncidentState.CLEARED;
  }

  private int end() {
    return tail < 0 ? head : tail;
  }

  /** True when a pair's alarm is this queue's. */
  boolean holds(int pair, int span) {
    return pair >= Math.min(low, end()) - span && pair <= Math.max(high, head) + span;
  }

  /** True when the two stand in the same stretch of road. */
  boolean meets(TrackedQueue other) {
    return end() <= other.head + 1 && other.end() <= head + 1;
  }

  TrackedQueue between(int lowest, int highest) {
    return new TrackedQueue(
        head, tail, lowest, highest, lastAlarmMillis, lastSignMillis, alarms, shown);
  }

  TrackedQueue with(Incident incident) {
    return new TrackedQueue(
        head, tail, low, high, lastAlarmMillis, lastSignMillis, alarms, incident);
  }

  /** With its last alarm so long ago that it cannot reopen. */
  TrackedQueue unable(long before) {
    return new TrackedQueue(head, tail, low, high, before - 1, lastSignMillis, alarms, shown);
  }
}
