package com.trafficprediction.core.incident;

import com.trafficprediction.core.window.Windows;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds incidents on one chain.
 *
 * <pre>{@code
 * ChainDetector detector = new ChainDetector(chain, IncidentParameters.DEFAULT);
 * ChainState state = detector.start();
 * for (ChainWindow window : windows) {   // every one, in order, empty ones too
 *   state = detector.step(state, window);
 *   state.incidents();                   // as known at window.endMillis()
 * }
 * }</pre>
 *
 * <p>The evidence of each pair of stations ({@link PairEvidence}) accumulates from window to window
 * as in Page's cumulative sum test (1954): a strong sign alarms at once, a weak one when it lasts.
 * Alarms close to each other are one queue, and one queue is one incident ({@link QueueTracker}).
 *
 * <p>A pure function: equal states and windows give equal states. Immutable and thread-safe.
 */
public final class ChainDetector {
  private final RoadChain chain;
  private final IncidentParameters parameters;
  private final QueueTracker tracker;

  public ChainDetector(RoadChain chain, IncidentParameters parameters) {
    this.chain = chain;
    this.parameters = parameters;
    this.tracker = new QueueTracker(chain, parameters);
  }

  /** The road. */
  public RoadChain chain() {
    return chain;
  }

  /** The state before the first window. */
  public ChainState start() {
    return ChainState.empty(chain.size());
  }

  /**
   * Folds the next window.
   *
   * @param window the one after the last; a window that nobody observed is folded too
   * @throws IllegalArgumentException for another window, or one of another number of stations
   */
  public ChainState step(ChainState before, ChainWindow window) {
    if (window.stations().size() != chain.size()) {
      throw new IllegalArgumentException(
          "chain "
              + chain.id()
              + " has "
              + chain.size()
              + " stations, not "
              + window.stations().size());
    }
    if (!before.isEmpty() && window.startMillis() != before.startMillis() + Windows.MILLIS) {
      throw new IllegalArgumentException(
          "chain " + chain.id() + ": windows follow each other, " + window.startMillis());
    }
    List<StationWindow> stations = believable(before, window);
    double[] ratios = ratios(stations);
    double[] flow = levelled(ratios, before.levels());
    PairEvidence[] signs = signs(stations, flow);
    double[] evidence = new double[signs.length];
    long[] since = new long[signs.length];
    for (int pair = 0; pair < signs.length; pair++) {
      double carried = Math.min(before.evidence(pair), parameters.memory());
      evidence[pair] = Math.max(0, carried + signs[pair].sum());
      since[pair] = carried > 0 ? before.since(pair) : window.startMillis();
    }
    return new ChainState(
        window.startMillis(),
        before.levels().with(ratios),
        window.stations(),
        evidence,
        since,
        tracker.track(
            before.queues(),
            new QueueTracker.Seen(window.startMillis(), stations, signs, evidence, since)));
  }

  /** What a stuck detector repeats is no observation. */
  private static List<StationWindow> believable(ChainState before, ChainWindow window) {
    List<StationWindow> stations = new ArrayList<>(window.stations());
    for (int i = 0; i < before.last().size(); i++) {
      if (stations.get(i).repeats(before.last().get(i))) {
        stations.set(i, stations.get(i).unobserved());
      }
    }
    return stations;
  }

  private double[] ratios(List<StationWindow> stations) {
    double[] ratios = new double[stations.size()];
    for (int i = 0; i < ratios.length; i++) {
      StationWindow station = stations.get(i);
      ratios[i] =
          station.usualVolumeVph() >= parameters.leastUsualVolumeVph()
              ? station.volumeVph() / station.usualVolumeVph()
              : Double.NaN;
    }
    return ratios;
  }

  private static double[] levelled(double[] ratios, FlowLevels levels) {
    double[] flow = new double[ratios.length];
    for (int i = 0; i < flow.length; i++) {
      flow[i] = ratios[i] / levels.of(i);
    }
    return flow;
  }

  private PairEvidence[] signs(List<StationWindow> stations, double[] flow) {
    PairEvidence[] signs = new PairEvidence[Math.max(0, stations.size() - 1)];
    for (int up = 0; up < signs.length; up++) {
      signs[up] = PairEvidence.NONE;
      if (isPair(up)) {
        double upstream = isPair(up - 1) ? mean(flow[up], flow[up - 1]) : flow[up];
        double downstream = isPair(up + 1) ? mean(flow[up + 1], flow[up + 2]) : flow[up + 1];
        signs[up] =
            PairEvidence.of(
                stations.get(up), stations.get(up + 1), upstream, downstream, parameters);
      }
    }
    return signs;
  }

  private boolean isPair(int up) {
    return up >= 0 && up + 1 < chain.size() && chain.gapKm(up) < parameters.maxGapKm();
  }

  /** Of what is known of two numbers. */
  private static double mean(double a, double b) {
    if (Double.isNaN(a)) {
      return b;
    }
    return Double.isNaN(b) ? a : (a + b) / 2;
  }

  /** Windows of a chain that has no incident now, to begin with: an hour. */
  public static int warmUpWindows() {
    return FlowLevels.WINDOWS;
  }
}
