package com.trafficprediction.speed.trial;

import com.trafficprediction.core.incident.IncidentParameters;
import com.trafficprediction.core.incident.IncidentScore;
import com.trafficprediction.core.incident.IncidentScoring;
import com.trafficprediction.core.incident.KnownIncident;
import com.trafficprediction.core.incident.MatchRule;
import com.trafficprediction.feeds.source.DatasetIdentity;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.feeds.synthetic.SyntheticFeed;
import com.trafficprediction.feeds.synthetic.SyntheticIncident;
import com.trafficprediction.feeds.synthetic.SyntheticParameters;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The detector against the truth of the traffic model, over several seeds: each another network.
 */
public final class SyntheticTrial {
  /** What should be found, and what that is called. */
  private record Kind(String title, Predicate<SyntheticIncident> counted) {}

  /** The first one is the goal's. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "lane-blocking, demand 1.2 times what is left or more",
              i -> i.lanesBlocked() > 0 && i.load() >= 1.2),
          new Kind(
              "lane-blocking, demand above what is left",
              i -> i.lanesBlocked() > 0 && i.load() > 1),
          new Kind("all lane-blocking, those that nobody could see too", i -> i.lanesBlocked() > 0),
          new Kind("all, on the shoulder too", i -> true));

  private final DatasetIdentity identity;
  private final SyntheticParameters model;
  private final double trainShare;
  private final IncidentParameters parameters;

  /**
   * @param trainShare share of the days that profiles are fitted on
   */
  public SyntheticTrial(
      DatasetIdentity identity,
      SyntheticParameters model,
      double trainShare,
      IncidentParameters parameters) {
    this.identity = identity;
    this.model = model;
    this.trainShare = trainShare;
    this.parameters = parameters;
  }

  /**
   * Runs it.
   *
   * @param progress told of each seed's detection rate
   * @return the report, Markdown
   */
  public String run(List<Long> seeds, Consumer<String> progress) throws IOException {
    List<IncidentScore> sums = List.of();
    for (long seed : seeds) {
      List<IncidentScore> scores = scores(SyntheticFeed.of(identity, model.withSeed(seed)));
      sums = sums.isEmpty() ? scores : plus(sums, scores);
      progress.accept(
          "seed " + seed + ": " + sums.get(0).found() + " of " + sums.get(0).known() + " so far");
    }
    TrialTable table = new TrialTable();
    for (int i = 0; i < KINDS.size(); i++) {
      table.add(KINDS.get(i).title(), sums.get(i));
    }
    return String.format(
        Locale.ROOT,
        "Seeds %s; %d stations, %d days each, %d-second readings; profiles fitted on the first %.0f %%, scored on the other"
            + " %.0f network-days.%n%n%s",
        seeds.stream().map(String::valueOf).reduce((a, b) -> a + ", " + b).orElse(""),
        model.segments(),
        model.days(),
        model.intervalSeconds(),
        100 * trainShare,
        sums.get(0).days(),
        table);
  }

  private static List<IncidentScore> plus(List<IncidentScore> a, List<IncidentScore> b) {
    return IntStream.range(0, a.size()).mapToObj(i -> a.get(i).plus(b.get(i))).toList();
  }

  private List<IncidentScore> scores(SyntheticFeed feed) throws IOException {
    WindowHistory history = new WindowHistory(feed.network(), feed.parameters().intervalSeconds());
    for (ReadingsSplit split : feed.splits(1)) {
      try (ReadingsReader reader = feed.open(split)) {
        history.read(reader);
      }
    }
    IncidentTrial trial = new IncidentTrial(history, trainShare, parameters);
    List<SyntheticIncident> truth =
        feed.groundTruth().stream().filter(i -> i.clearMillis() > trial.fromMillis()).toList();
    List<KnownIncident> known = truth.stream().map(SyntheticTrial::known).toList();
    IncidentScoring scoring =
        new IncidentScoring(trial.run().found(), MatchRule.TRUTH, trial.days());
    return KINDS.stream().map(kind -> score(kind, truth, known, scoring, trial)).toList();
  }

  private static IncidentScore score(
      Kind kind,
      List<SyntheticIncident> truth,
      List<KnownIncident> known,
      IncidentScoring scoring,
      IncidentTrial trial) {
    Set<String> counted =
        truth.stream()
            .filter(i -> i.startMillis() >= trial.fromMillis())
            .filter(kind.counted())
            .map(SyntheticIncident::id)
            .collect(Collectors.toSet());
    return scoring.score(known, k -> counted.contains(k.id()));
  }

  private static KnownIncident known(SyntheticIncident incident) {
    return new KnownIncident(
        incident.id(),
        incident.position().chainId(),
        incident.position().travelKm(),
        incident.startMillis(),
        incident.clearMillis());
  }
}
