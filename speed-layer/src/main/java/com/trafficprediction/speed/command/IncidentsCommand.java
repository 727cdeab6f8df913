package com.trafficprediction.speed.command;

import com.trafficprediction.core.incident.IncidentParameters;
import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.feeds.source.AgencyIncident;
import com.trafficprediction.feeds.synthetic.SyntheticFeed;
import com.trafficprediction.feeds.table.IncidentTable;
import com.trafficprediction.messaging.stream.KafkaSender;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.TrafficIncident;
import com.trafficprediction.speed.configuration.SpeedConfiguration;
import com.trafficprediction.speed.detecting.AgencyRecords;
import com.trafficprediction.speed.trial.RecordTrial;
import com.trafficprediction.speed.trial.SyntheticTrial;
import com.trafficprediction.storage.hbase.Incidents;
import com.trafficprediction.storage.hbase.SpeedStore;
import com.trafficprediction.storage.speed.SpeedStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code incidents}: how good the detector is, and records of agencies. */
@Command(
    name = "incidents",
    mixinStandardHelpOptions = true,
    description = "Incidents: how good the detector is, and the records of agencies.",
    synopsisSubcommandLabel = "COMMAND")
public final class IncidentsCommand {

  /** Runs the detector over a data set. */
  @Command(
      name = "evaluate",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Runs the detector over the last part of a data set and compares what it finds with what is known.",
      footer = {
        "",
        "Examples:",
        "  incidents evaluate --dataset datasets/synthetic.yaml --seeds 6,7,8",
        "  incidents evaluate --dataset datasets/pems-orange-2022.yaml --data DIR --write docs/incidents.md"
      })
  int evaluate(
      @Option(
              names = "--dataset",
              required = true,
              paramLabel = "FILE",
              description = "Dataset file, with incidents.")
          Path file,
      @Option(names = "--data", paramLabel = "DIR", description = "Directory of its files.")
          @Nullable Path data,
      @Option(
              names = "--seeds",
              split = ",",
              paramLabel = "N",
              description = "Seeds of a synthetic data set. Default: its own.")
          @Nullable List<Long> seeds,
      @Option(
              names = "--train-share",
              defaultValue = "0.7",
              paramLabel = "SHARE",
              description =
                  "Share of the days that profiles are fitted on. Default: ${DEFAULT-VALUE}.")
          double trainShare,
      @Option(
              names = "--write",
              paramLabel = "FILE",
              description = "Put the report into this document, between the marks of the data set.")
          @Nullable Path document)
      throws IOException {
    if (!(trainShare > 0 && trainShare < 1)) {
      throw new CommandException(CommandException.USAGE, "--train-share must lie between 0 and 1");
    }
    Dataset dataset = Dataset.load(file);
    if (dataset.needsData() && data == null) {
      throw new CommandException(
          CommandException.USAGE, "data set " + dataset.name() + " is made of files: give --data");
    }
    if (!dataset.capabilities().freeways()) {
      throw new CommandException(
          CommandException.USAGE,
          "data set " + dataset.name() + " has no freeways: incidents are looked for along a road");
    }
    String report = report(dataset, data == null ? Path.of("") : data, seeds, trainShare);
    spec.commandLine().getOut().println(report);
    if (document != null) {
      replace(document, dataset.name(), report);
    }
    return CommandException.OK;
  }

  @Spec private CommandSpec spec;

  @Mixin private Settings settings = new Settings();

  /** Puts an agency's records beside the detected incidents. */
  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Puts the incidents recorded with a data set beside the detected ones: in HBase, the topic and the API.",
      footer = {
        "",
        "Example: incidents import --dataset datasets/pems-orange-2022.yaml --data DIR",
        "Doing it again changes nothing. Times shift nothing: the records of January are those of January."
      })
  int importRecords(
      @Option(
              names = "--dataset",
              required = true,
              paramLabel = "FILE",
              description = "Dataset file, with incidents.")
          Path file,
      @Option(names = "--data", paramLabel = "DIR", description = "Directory of its files.")
          @Nullable Path data)
      throws IOException {
    Dataset dataset = Dataset.load(file);
    Path directory = data == null ? Path.of("") : data;
    IncidentTable table =
        dataset
            .incidents(directory)
            .orElseThrow(
                () ->
                    new CommandException(
                        CommandException.USAGE,
                        "data set " + dataset.name() + " has no incidents; see docs/datasets.md"));
    SpeedConfiguration configuration = settings.configuration();
    Clock clock = Clock.systemUTC();
    AgencyRecords records = new AgencyRecords(dataset.network(directory), clock.instant());
    int written = 0;
    try (SpeedStore store = SpeedStorage.at(settings.conf(), clock).openStore();
        KafkaSender sender = new KafkaSender(settings.kafka(configuration))) {
      Incidents incidents =
          store.incidents(Duration.ofHours(configuration.incident().retentionHours()));
      for (AgencyIncident record : table.incidents()) {
        Optional<TrafficIncident> incident = records.find(record);
        if (incident.isPresent()) {
          TrafficIncident kept = incidents.put(incident.get()).incident();
          sender.send(Topic.INCIDENTS, kept.getSegmentId(), kept);
          written++;
        }
      }
      sender.flush();
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%d records imported, %d of other roads, %d unreadable%n",
            written, table.incidents().size() - written, table.rejected().size());
    return CommandException.OK;
  }

  private String report(Dataset dataset, Path data, @Nullable List<Long> seeds, double trainShare)
      throws IOException {
    Optional<SyntheticFeed> model = dataset.syntheticFeed();
    if (model.isEmpty()) {
      return new RecordTrial(dataset, data, trainShare, IncidentParameters.DEFAULT).run();
    }
    PrintWriter err = spec.commandLine().getErr();
    return new SyntheticTrial(
            dataset.identity(), model.get().parameters(), trainShare, IncidentParameters.DEFAULT)
        .run(
            seeds == null ? List.of(model.get().parameters().seed()) : seeds,
            line -> {
              err.println(line);
              err.flush();
            });
  }

  /** Puts a report between {@code <!-- generated: NAME -->} and {@code <!-- end: NAME -->}. */
  private static void replace(Path document, String name, String report) throws IOException {
    String text = Files.readString(document, StandardCharsets.UTF_8);
    String begin = "<!-- generated: " + name + " -->\n";
    String end = "<!-- end: " + name + " -->";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new CommandException(
          CommandException.USAGE,
          document + " has no part between '" + begin.strip() + "' and '" + end + "'");
    }
    Files.writeString(
        document, text.substring(0, from + begin.length()) + report + text.substring(to));
  }
}
