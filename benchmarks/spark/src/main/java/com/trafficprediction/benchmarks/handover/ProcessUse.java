package com.trafficprediction.benchmarks.handover;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process has used until now. */
public final class ProcessUse {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessUse() {}

  /** Processor time of all threads: native ones, the compiler and garbage collection included. */
  public static double cpuSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  /** Most memory the process had, MB; NaN where the system does not say. */
  public static double peakMegabytes() throws IOException {
    if (Files.exists(STATUS)) {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
        }
      }
    }
    return Double.NaN;
  }
}
