package com.trafficprediction.core.incident;

import com.trafficprediction.core.window.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Makes incidents of alarms: an alarm near a known queue belongs to it, any other begins a new one;
 * queues that grow into each other become the older one. Immutable and thread-safe.
 */
final class QueueTracker {
  private static final double ALARM = 1;
  private static final int NO_QUEUE = -1;

  private final RoadChain chain;
  private final IncidentParameters parameters;

  QueueTracker(RoadChain chain, IncidentParameters parameters) {
    this.chain = chain;
    this.parameters = parameters;
  }

  /** One window, and the evidence after it, by pair; the arrays are not modified. */
  static final class Seen {
    private final long startMillis;
    private final List<StationWindow> stations;
    private final PairEvidence[] signs;
    private final double[] evidence;
    private final long[] since;

    Seen(
        long startMillis,
        List<StationWindow> stations,
        PairEvidence[] signs,
        double[] evidence,
        long[] since) {
      this.startMillis = startMillis;
      this.stations = stations;
      this.signs = signs;
      this.evidence = evidence;
      this.since = since;
    }

    long endMillis() {
      return startMillis + Windows.MILLIS;
    }

    boolean alarms(int pair) {
      return evidence[pair] >= ALARM;
    }
  }

  /** The queues after a window, in the order of detection. */
  List<TrackedQueue> track(List<TrackedQueue> before, Seen seen) {
    boolean[] taken = new boolean[seen.evidence.length];
    List<TrackedQueue> queues = new ArrayList<>();
    for (TrackedQueue queue : before) {
      if (!queue.over() || mayReopen(queue, seen)) {
        queues.add(follow(queue, seen, taken));
      }
    }
    int pair = strongest(seen, p -> !taken[p]);
    while (pair >= 0) {
      queues.add(begin(pair, seen, taken));
      pair = strongest(seen, p -> !taken[p]);
    }
    return joined(queues, seen);
  }

  private boolean mayReopen(TrackedQueue queue, Seen seen) {
    return seen.startMillis - queue.lastAlarmMillis() <= millis(parameters.reopenWindows());
  }

  /** The strongest alarm among some pairs, the most upstream of equals; -1 without one. */
  private static int strongest(Seen seen, IntPredicate among) {
    return IntStream.range(0, seen.evidence.length)
        .filter(p -> seen.alarms(p) && among.test(p))
        .reduce((a, b) -> seen.evidence[b] > seen.evidence[a] ? b : a)
        .orElse(-1);
  }

  private TrackedQueue begin(int pair, Seen seen, boolean[] taken) {
    String segment = chain.segmentId(pair);
    Incident unknown =
        new Incident(
            chain.id() + ':' + segment + ':' + seen.endMillis(),
            chain.id(),
            segment,
            IncidentState.DETECTED,
            Severity.MINOR,
            seen.since[pair],
            seen.endMillis(),
            seen.endMillis(),
            OptionalLong.empty(),
            List.of(segment),
            headKm(pair),
            headKm(pair),
            0,
            Double.NaN,
            Double.NaN,
            0,
            "");
    int tail = tail(pair, seen);
    TrackedQueue queue =
        new TrackedQueue(pair, tail, pair, pair, seen.startMillis, seen.startMillis, 1, unknown);
    return shown(taking(queue, seen, taken), IncidentState.DETECTED, seen);
  }

  /** With all alarms near it. */
  private TrackedQueue taking(TrackedQueue queue, Seen seen, boolean[] taken) {
    int low = queue.low();
    int high = queue.high();
    for (int p = 0; p < taken.length; p++) {
      if (seen.alarms(p) && !taken[p] && queue.holds(p, parameters.span())) {
        taken[p] = true;
        low = Math.min(low, p);
        high = Math.max(high, p);
      }
    }
    return queue.between(low, high);
  }

  private TrackedQueue follow(TrackedQueue queue, Seen seen, boolean[] taken) {
    int strongest = strongest(seen, p -> !taken[p] && queue.holds(p, parameters.span()));
    boolean alarmed = strongest >= 0;
    if (!alarmed && queue.over()) {
      return queue;
    }
    int head = alarmed ? strongest : queue.head();
    int tail = tail(head, seen);
    TrackedQueue next =
        new TrackedQueue(
            head,
            tail,
            queue.low(),
            queue.high(),
            alarmed ? seen.startMillis : queue.lastAlarmMillis(),
            alarmed || tail != NO_QUEUE ? seen.startMillis : queue.lastSignMillis(),
            queue.alarms() + (alarmed ? 1 : 0),
            queue.shown());
    return shown(taking(next, seen, taken), stateOf(next, seen), seen);
  }

  private IncidentState stateOf(TrackedQueue queue, Seen seen) {
    long sinceAlarm = seen.startMillis - queue.lastAlarmMillis();
    long sinceSign = seen.startMillis - queue.lastSignMillis();
    if (sinceSign >= millis(parameters.clearedWindows())
        || sinceAlarm >= millis(parameters.longestWindows())) {
      return IncidentState.CLEARED;
    }
    if (sinceAlarm >= millis(parameters.clearingWindows())) {
      return IncidentState.CLEARING;
    }
    boolean confirmed =
        queue.shown().state() != IncidentState.DETECTED
            || (queue.tail() != NO_QUEUE && queue.alarms() >= parameters.confirmingAlarms());
    return confirmed ? IncidentState.CONFIRMED : IncidentState.DETECTED;
  }

  /** The queue with what is published of it brought up to date; as it was if nothing changed. */
  private TrackedQueue shown(TrackedQueue queue, IncidentState state, Seen seen) {
    Incident before = queue.shown();
    int head = queue.head();
    boolean queued = queue.tail() != NO_QUEUE;
    int tail = queued ? queue.tail() : head;
    double extentKm = queued ? travelKm(head) - tailTravelKm(tail) : 0;
    StationWindow slowest = slowest(tail, head, seen);
    PairEvidence sign = seen.signs[head];
    boolean stronger = seen.evidence[head] > before.strength();
    Severity severity =
        Severity.of(extentKm, slowest.speedKmh(), seen.alarms(head) ? sign.flowLoss() : Double.NaN);
    Incident next =
        new Incident(
            before.id(),
            before.chainId(),
            before.segmentId(),
            state,
            severity.compareTo(before.severity()) > 0 ? severity : before.severity(),
            before.onsetMillis(),
            before.detectedMillis(),
            before.updatedMillis(),
            state == IncidentState.CLEARED
                ? OptionalLong.of(queue.lastSignMillis() + Windows.MILLIS)
                : OptionalLong.empty(),
            segments(tail, head),
            headKm(head),
            queued ? tailKm(tail) : headKm(head),
            extentKm,
            slowest.speedKmh(),
            slowest.usualSpeedKmh(),
            stronger ? seen.evidence[head] : before.strength(),
            stronger ? sign.words() : before.description());
    return queue.with(next.equals(before) ? before : next.updatedAt(seen.endMillis()));
  }

  /** Queues in the same stretch are one: the younger ends, the older takes its place over. */
  private List<TrackedQueue> joined(List<TrackedQueue> queues, Seen seen) {
    List<TrackedQueue> joined = new ArrayList<>(queues);
    for (int i = 0; i < joined.size(); i++) {
      for (int j = i + 1; j < joined.size(); j++) {
        TrackedQueue older = joined.get(i);
        TrackedQueue younger = joined.get(j);
        if (!older.over() && !younger.over() && older.meets(younger)) {
          joined.set(
              i,
              older.between(
                  Math.min(older.low(), younger.low()), Math.max(older.high(), younger.high())));
          joined.set(j, ended(younger, older, seen));
        }
      }
    }
    return joined;
  }

  private TrackedQueue ended(TrackedQueue younger, TrackedQueue older, Seen seen) {
    Incident shown = younger.shown();
    Incident over =
        shown.joined(
            OptionalLong.of(Math.min(seen.endMillis(), younger.lastSignMillis() + Windows.MILLIS)),
            "grew into " + older.shown().id());
    // Its alarms are the older one's from now on: it must not reopen.
    return younger
        .unable(seen.startMillis - millis(parameters.reopenWindows()))
        .with(over.updatedAt(seen.endMillis()));
  }

  /** The last station of the queue that begins at a head; {@link #NO_QUEUE} without a queue. */
  private int tail(int head, Seen seen) {
    int tail = NO_QUEUE;
    int unobserved = 0;
    for (int i = head; i >= 0 && unobserved <= 1; i--) {
      StationWindow station = seen.stations.get(i);
      if (i < head && chain.gapKm(i) >= parameters.maxGapKm()) {
        break;
      }
      if (parameters.isSlow(station)) {
        tail = i;
        unobserved = 0;
      } else if (Double.isNaN(station.speedKmh())) {
        unobserved++;
      } else {
        break;
      }
    }
    return tail;
  }

  private static StationWindow slowest(int tail, int head, Seen seen) {
    StationWindow slowest = seen.stations.get(head);
    for (int i = tail; i < head; i++) {
      StationWindow station = seen.stations.get(i);
      if (!(station.speedKmh() >= slowest.speedKmh()) && !Double.isNaN(station.speedKmh())) {
        slowest = station;
      }
    }
    return slowest;
  }

  private List<String> segments(int tail, int head) {
    return IntStream.rangeClosed(tail, head)
        .map(i -> tail + head - i)
        .mapToObj(chain::segmentId)
        .toList();
  }

  /** The head lies between two stations: the middle is as good a guess as any. */
  private double headKm(int pair) {
    return (chain.postmileKm(pair) + chain.postmileKm(pair + 1)) / 2;
  }

  private double travelKm(int pair) {
    return (chain.travelKm(pair) + chain.travelKm(pair + 1)) / 2;
  }

  /** Half-way to the free station upstream, as far as there is one near. */
  private double tailTravelKm(int station) {
    return isNear(station - 1) ? travelKm(station - 1) : chain.travelKm(station);
  }

  private double tailKm(int station) {
    return isNear(station - 1) ? headKm(station - 1) : chain.postmileKm(station);
  }

  private boolean isNear(int pair) {
    return pair >= 0 && chain.gapKm(pair) < parameters.maxGapKm();
  }

  private static long millis(int windows) {
    return windows * Windows.MILLIS;
  }
}
