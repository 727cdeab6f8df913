package com.trafficprediction.core.incident;

/** Where an incident stands. */
public enum IncidentState {
  /** The signs add up to an alarm. */
  DETECTED,
  /** The signs last, and a queue stands upstream. */
  CONFIRMED,
  /** The signs have ended; the queue dissolves. */
  CLEARING,
  /** Over. */
  CLEARED
}
