package com.trafficprediction.feeds.dataset;

import com.trafficprediction.feeds.assembly.SegmentLookup;
import com.trafficprediction.feeds.hdf5.PandasFormat;
import com.trafficprediction.feeds.lines.LineFormats;
import com.trafficprediction.feeds.mapping.ReadingsMapping;
import com.trafficprediction.feeds.mapping.ReadingsMapping.CsvLong;
import com.trafficprediction.feeds.mapping.ReadingsMapping.CsvWide;
import com.trafficprediction.feeds.mapping.ReadingsMapping.JsonLines;
import com.trafficprediction.feeds.mapping.ReadingsMapping.PandasHdf5;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.feeds.source.ReadingsSplit.Slice;
import com.trafficprediction.feeds.table.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Readings of a data set whose readings are files. */
final class FileReadings {
  /** One file format's way to cut a file and to open what was cut. */
  private interface Format {
    List<Slice> slices(String file, int wanted) throws IOException;

    ReadingsReader open(ReadingsSplit split);
  }

  private final DataDirectory data;
  private final ReadingsMapping.Files mapping;
  private final Format format;

  private FileReadings(DataDirectory data, ReadingsMapping.Files mapping, Format format) {
    this.data = data;
    this.mapping = mapping;
    this.format = format;
  }

  static FileReadings of(
      DataDirectory data, ReadingsMapping.Files mapping, SegmentLookup segments, ZoneId roadZone) {
    ZoneId zone = Objects.requireNonNullElse(mapping.time().zone(), roadZone);
    return new FileReadings(data, mapping, format(data, mapping, segments, zone));
  }

  private static Format format(
      DataDirectory data, ReadingsMapping.Files mapping, SegmentLookup segments, ZoneId zone) {
    if (mapping instanceof CsvLong csv) {
      return lines(LineFormats.of(data, csv, segments, zone));
    }
    if (mapping instanceof CsvWide csv) {
      return lines(LineFormats.of(data, csv, segments, zone));
    }
    if (mapping instanceof JsonLines json) {
      return lines(LineFormats.of(data, json, segments, zone));
    }
    return hdf5(new PandasFormat(data, (PandasHdf5) mapping, segments, zone));
  }

  private static Format hdf5(PandasFormat frames) {
    return new Format() {
      @Override
      public List<Slice> slices(String file, int wanted) {
        return frames.slices(file, wanted);
      }

      @Override
      public ReadingsReader open(ReadingsSplit split) {
        return frames.open(split);
      }
    };
  }

  private static Format lines(LineFormats lines) {
    return new Format() {
      @Override
      public List<Slice> slices(String file, int wanted) throws IOException {
        return lines.slices(file, wanted);
      }

      @Override
      public ReadingsReader open(ReadingsSplit split) {
        return lines.open(split);
      }
    };
  }

  List<ReadingsSplit> splits(int targetCount) throws IOException {
    if (targetCount < 1) {
      throw new IllegalArgumentException("needs at least one split, asked for " + targetCount);
    }
    List<String> files = data.list("readings.files", mapping.files());
    long total = 0;
    for (String file : files) {
      total += Files.size(data.resolve(file));
    }
    List<Slice> slices = new ArrayList<>();
    for (String file : files) {
      double share = Files.size(data.resolve(file)) / (double) Math.max(1, total);
      slices.addAll(format.slices(file, (int) Math.max(1, Math.round(share * targetCount))));
    }
    return pack(slices, targetCount);
  }

  ReadingsReader open(ReadingsSplit split) {
    return format.open(split);
  }

  /** Heaviest first into the lightest split; inside a split, files in the order of names. */
  private static List<ReadingsSplit> pack(List<Slice> slices, int targetCount) {
    List<List<Slice>> bins = new ArrayList<>();
    for (int i = 0; i < Math.min(targetCount, slices.size()); i++) {
      bins.add(new ArrayList<>());
    }
    slices.stream()
        .sorted(Comparator.comparingLong(Slice::weight).reversed())
        .forEach(slice -> bins.stream().min(lightest()).orElseThrow().add(slice));
    Comparator<Slice> inOrder = Comparator.comparing(Slice::file).thenComparingLong(Slice::from);
    return bins.stream()
        .filter(bin -> !bin.isEmpty())
        .map(bin -> new ReadingsSplit(bin.stream().sorted(inOrder).toList()))
        .toList();
  }

  private static Comparator<List<Slice>> lightest() {
    return Comparator.comparingLong((List<Slice> b) -> b.stream().mapToLong(Slice::weight).sum())
        .thenComparingInt(List::size);
  }
}
