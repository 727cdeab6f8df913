package com.trafficprediction.speed.trial;

import com.trafficprediction.core.incident.IncidentParameters;
import com.trafficprediction.core.incident.IncidentScore;
import com.trafficprediction.core.incident.IncidentScoring;
import com.trafficprediction.core.incident.KnownIncident;
import com.trafficprediction.core.incident.MatchRule;
import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Direction;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.feeds.source.AgencyIncident;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.feeds.table.IncidentTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The detector against an agency's records. They are real and they are noisy: most of them
 * disturbed nobody, their times and places are those of a phone call, and many a queue has no
 * record. So the share that had an effect is told apart, and what chance would find is taken off.
 */
public final class RecordTrial {
  private static final long DAY_MILLIS = 86_400_000L;
  private static final long MINUTE_MILLIS = 60_000L;
  private static final int SHIFTS = 3;

  private final Dataset dataset;
  private final Path data;
  private final double trainShare;
  private final IncidentParameters parameters;

  /**
   * @param trainShare share of the days that profiles are fitted on
   */
  public RecordTrial(Dataset dataset, Path data, double trainShare, IncidentParameters parameters) {
    this.dataset = dataset;
    this.data = data;
    this.trainShare = trainShare;
    this.parameters = parameters;
  }

  /** A record that can be compared, and whether it is a collision. */
  private record Compared(KnownIncident known, boolean collision) {}

  /** Runs it; returns the report, Markdown. */
  public String run() throws IOException {
    WindowHistory history = new WindowHistory(dataset.network(data), dataset.intervalSeconds());
    for (ReadingsSplit split : dataset.splits(data, 1)) {
      try (ReadingsReader reader = dataset.open(data, split)) {
        history.read(reader);
      }
    }
    IncidentTrial trial = new IncidentTrial(history, trainShare, parameters);
    List<Compared> records = new ArrayList<>();
    for (AgencyIncident incident :
        dataset.incidents(data).map(IncidentTable::incidents).orElse(List.of())) {
      compared(incident)
          .filter(c -> c.known().startMillis() >= trial.fromMillis())
          .ifPresent(records::add);
    }
    IncidentTrial.Outcome outcome = trial.run();
    IncidentScoring scoring = new IncidentScoring(outcome.found(), MatchRule.RECORD, trial.days());
    return report(trial, outcome, records, scoring);
  }

  private static Optional<Compared> compared(AgencyIncident incident) {
    Optional<String> freeway = incident.freeway();
    Optional<Direction> direction = incident.direction();
    if (freeway.isEmpty() || direction.isEmpty() || Double.isNaN(incident.postmileKm())) {
      return Optional.empty();
    }
    ChainPosition place =
        new ChainPosition(freeway.get(), direction.get(), LaneType.MAINLINE, incident.postmileKm());
    double minutes = Double.isNaN(incident.durationMinutes()) ? 0 : incident.durationMinutes();
    KnownIncident known =
        new KnownIncident(
            incident.id(),
            place.chainId(),
            place.travelKm(),
            incident.startMillis(),
            incident.startMillis() + Math.round(minutes * MINUTE_MILLIS));
    return Optional.of(
        new Compared(known, incident.description().toLowerCase(Locale.ROOT).contains("collision")));
  }

  private String report(
      IncidentTrial trial,
      IncidentTrial.Outcome outcome,
      List<Compared> records,
      IncidentScoring scoring) {
    List<KnownIncident> all = records.stream().map(Compared::known).toList();
    List<KnownIncident> collisions =
        records.stream().filter(Compared::collision).map(Compared::known).toList();
    List<KnownIncident> felt = collisions.stream().filter(trial::hadImpact).toList();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Profiles fitted on the first %.0f %%, scored on the other %.1f network-days: %d detections, %.1f a day;"
                + " %d records, %d of them collisions.%n%n",
            100 * trainShare,
            trial.days(),
            outcome.found().size(),
            outcome.found().size() / trial.days(),
            all.size(),
            collisions.size()));
    text.append(
        """
        | records | known | found | by chance | chance-corrected | median min |
        | --- | --: | --: | --: | --: | --: |
        """);
    row(text, "collisions with an effect on speed", felt, scoring);
    row(text, "collisions", collisions, scoring);
    row(text, "all", all, scoring);
    IncidentScore any = scoring.score(all, k -> true);
    text.append(
        String.format(
            Locale.ROOT,
            "%nDetections without any record near them: %.1f a day. Not all of them are false: a queue that nobody called"
                + " in has no record.%n",
            any.falseAlarmsPerDay()));
    return text.toString();
  }

  private static void row(
      StringBuilder text, String kind, List<KnownIncident> known, IncidentScoring scoring) {
    IncidentScore score = scoring.score(known, k -> true);
    List<Long> shifts =
        LongStream.rangeClosed(-SHIFTS, SHIFTS)
            .filter(days -> days != 0)
            .mapToObj(days -> days * DAY_MILLIS)
            .toList();
    double chance = known.isEmpty() ? Double.NaN : scoring.chanceRate(known, shifts);
    text.append(
        String.format(
            Locale.ROOT,
            "| %s | %d | %s | %s | %s | %.0f |%n",
            kind,
            score.known(),
            TrialTable.percent(score.detectionRate()),
            TrialTable.percent(chance),
            TrialTable.percent(IncidentScoring.correctedRate(score.detectionRate(), chance)),
            score.medianMinutesToDetect()));
  }
}
