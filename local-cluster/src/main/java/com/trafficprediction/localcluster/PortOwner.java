package com.trafficprediction.localcluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out whether a port is taken, and by whom where the system tells (Linux, processes of the
 * same user).
 */
final class PortOwner {
  private static final String LISTENING = "0A";
  private static final Pattern OURS =
      Pattern.compile("-Dtraffic.daemon=(\\S+) -Dtraffic.home=(\\S+)");

  private PortOwner() {}

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(loopback(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** "process 123 (java -jar …)", or empty when it cannot be known. */
  static Optional<String> find(int port) {
    try {
      Set<String> sockets = listeningSockets(port);
      if (sockets.isEmpty()) {
        return Optional.empty();
      }
      return ProcessHandle.allProcesses()
          .filter(process -> holdsAny(process.pid(), sockets))
          .findFirst()
          .map(PortOwner::describe);
    } catch (IOException e) {
      return Optional.empty(); // not a Linux: the message does without
    }
  }

  /** 127.0.0.1: "localhost" may be ::1 first, where nothing of ours listens. */
  static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static Set<String> listeningSockets(int port) throws IOException {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING)) {
          sockets.add("socket:[" + fields[9] + "]");
        }
      }
    }
    return sockets;
  }

  private static boolean holdsAny(long pid, Set<String> sockets) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : open) {
        if (isOneOf(descriptor, sockets)) {
          return true;
        }
      }
    } catch (IOException e) {
      return false; // another user's, or gone
    }
    return false;
  }

  private static boolean isOneOf(Path descriptor, Set<String> sockets) {
    try {
      return sockets.contains(Files.readSymbolicLink(descriptor).toString());
    } catch (IOException e) {
      return false; // closed in the meantime
    }
  }

  private static String describe(ProcessHandle process) {
    String command =
        process.info().commandLine().or(() -> process.info().command()).orElse("unknown");
    Matcher ours = OURS.matcher(command);
    if (ours.find()) {
      return "process "
          + process.pid()
          + ", "
          + ours.group(1)
          + " of the stack in "
          + ours.group(2);
    }
    String brief = command.length() > 100 ? command.substring(0, 100) + "…" : command;
    return "process " + process.pid() + " (" + brief + ")";
  }
}
