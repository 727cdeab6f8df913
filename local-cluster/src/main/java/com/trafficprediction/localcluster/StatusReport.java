package com.trafficprediction.localcluster;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes down how the daemons are, for people and for programs. */
final class StatusReport {
  private StatusReport() {}

  static String table(LocalCluster cluster, List<DaemonStatus> statuses) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format("%-16s %-13s %8s %8s  %s%n", "daemon", "state", "pid", "RSS MB", "ports"));
    for (DaemonStatus status : statuses) {
      String ports =
          Port.of(status.daemon()).stream()
              .map(port -> Integer.toString(cluster.port(port)))
              .collect(Collectors.joining(" "));
      text.append(
          String.format(
              "%-16s %-13s %8s %8s  %s%n",
              status.daemon().label(),
              status.state().label(),
              status.pid().map(String::valueOf).orElse("-"),
              status.residentMib().map(String::valueOf).orElse("-"),
              ports));
      if (!status.detail().isEmpty()) {
        text.append("  ").append(status.detail()).append(System.lineSeparator());
      }
    }
    return text.toString();
  }

  /**
   * {@code {"conf": …, "daemons": [{"name", "state", "pid", "started", "resident_mib", "ports":
   * {…}, "detail"}]}}.
   */
  static String json(LocalCluster cluster, List<DaemonStatus> statuses) {
    return "{\"conf\":"
        + quote(cluster.conf().toString())
        + ",\"daemons\":["
        + statuses.stream().map(s -> json(cluster, s)).collect(Collectors.joining(","))
        + "]}";
  }

  private static String json(LocalCluster cluster, DaemonStatus status) {
    String ports =
        Port.of(status.daemon()).stream()
            .map(port -> quote(port.label()) + ":" + cluster.port(port))
            .collect(Collectors.joining(","));
    return "{\"name\":"
        + quote(status.daemon().label())
        + ",\"service\":"
        + quote(status.daemon().service().label())
        + ",\"state\":"
        + quote(status.state().label())
        + ",\"pid\":"
        + status.pid().map(String::valueOf).orElse("null")
        + ",\"started\":"
        + status.started().map(at -> quote(at.toString())).orElse("null")
        + ",\"resident_mib\":"
        + status.residentMib().map(String::valueOf).orElse("null")
        + ",\"ports\":{"
        + ports
        + "},\"detail\":"
        + quote(status.detail())
        + "}";
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
