package com.trafficprediction.speed.command;

import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.hbase.SpeedStore;
import com.trafficprediction.storage.speed.SpeedStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code windows}: shows a segment's recent windows as they are in HBase. */
@Command(
    name = "windows",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows a segment's recent windows in HBase, newest first.",
    footer = {"", "Example:", "  windows 1205678 --last 24"})
public final class WindowsCommand implements Callable<Integer> {
  @Mixin private Settings settings = new Settings();

  @Parameters(index = "0", paramLabel = "SEGMENT", description = "The segment.")
  private String segment = "";

  @Option(
      names = "--last",
      defaultValue = "12",
      paramLabel = "N",
      description = "How many. Default: ${DEFAULT-VALUE}.")
  private int last = 12;

  @Option(names = "--json", description = "A JSON object per line, all that is known.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (SpeedStore store = SpeedStorage.at(settings.conf(), Clock.systemUTC()).openStore()) {
      List<TrafficWindow> windows = store.windows().listLatest(segment, last);
      if (windows.isEmpty()) {
        throw new CommandException(
            CommandException.NOT_RUNNING,
            "segment "
                + segment
                + " has no recent window; is the id right, and did bin/traffic speed see its events?");
      }
      if (!json) {
        out.println(
            "start                 km/h    min    max  veh/h   occ %  observed imputed late state");
      }
      windows.forEach(window -> out.println(json ? window.toString() : line(window)));
    }
    return CommandException.OK;
  }

  private static String line(TrafficWindow window) {
    return "%s  %s %s %s %s %s %9d %7d %4d %s"
        .formatted(
            window.getWindowStart(),
            number(window.getSpeedAvgKmh(), 5),
            number(window.getSpeedMinKmh(), 6),
            number(window.getSpeedMaxKmh(), 6),
            number(window.getVolumeVph(), 6),
            number(window.getOccupancyAvgPercent(), 7),
            window.getObservedCount(),
            window.getImputedCount(),
            window.getLateCount(),
            window.getState());
  }

  private static String number(@Nullable Double value, int width) {
    String text = value == null ? "-" : String.format(Locale.ROOT, "%.1f", value);
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
