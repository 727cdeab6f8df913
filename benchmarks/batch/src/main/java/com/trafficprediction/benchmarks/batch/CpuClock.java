package com.trafficprediction.benchmarks.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Cpu time from Linux's process table, which keeps that of children after their end: the time of a
 * NodeManager's containers is part of its own entry.
 */
final class CpuClock {
  /** Of the fields after the command, counted from 0: utime, stime, cutime, cstime. */
  private static final int OWN = 11;

  private static final int CHILDREN = 13;
  private static final int END = 15;

  /** What the kernel tells programs to count in, whatever its own clock is. */
  private static final double TICKS_PER_SECOND = 100;

  private CpuClock() {}

  /** Cpu seconds of this process's children that have ended; NaN off Linux. */
  static double ofEndedChildren() throws IOException {
    return seconds("self", CHILDREN);
  }

  /** Cpu seconds of a process and of its children that have ended; NaN off Linux. */
  static double withEndedChildren(long pid) throws IOException {
    return seconds(Long.toString(pid), OWN);
  }

  private static double seconds(String process, int from) throws IOException {
    Path stat = Path.of("/proc", process, "stat");
    return Files.exists(stat) ? seconds(Files.readString(stat), from, END) : Double.NaN;
  }

  /** Adds up fields of a line of the process table. The command in it may have any character. */
  static double seconds(String stat, int from, int end) {
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1));
    return fields.subList(from, end).stream().mapToLong(Long::parseLong).sum() / TICKS_PER_SECOND;
  }
}
