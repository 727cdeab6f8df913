package com.trafficprediction.benchmarks.serving;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks for one path again and again, over connections that stay open, one request at a time. */
final class HttpLoad {
  private static final int CONNECTIONS = 8;
  private static final int BUFFER = 64 << 10;
  private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String LENGTH = "content-length:";
  private static final String CHUNKED = "\r\ntransfer-encoding: chunked";

  private final int port;

  HttpLoad(int port) {
    this.port = port;
  }

  /** Requests answered per second. */
  double requestsPerSecond(String path, double seconds)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      long end = System.nanoTime() + (long) (seconds * 1e9);
      long started = System.nanoTime();
      List<Callable<Long>> tasks = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        tasks.add(() -> ask(path, end));
      }
      long answered = 0;
      for (Future<Long> one : threads.invokeAll(tasks)) {
        answered += one.get();
      }
      return answered / ((System.nanoTime() - started) / 1e9);
    } finally {
      threads.shutdownNow();
    }
  }

  private long ask(String path, long end) throws IOException {
    byte[] request =
        ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] buffer = new byte[BUFFER];
    long answered = 0;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      while (System.nanoTime() < end) {
        out.write(request);
        readAnswer(in, buffer);
        answered++;
      }
    }
    return answered;
  }

  private static void readAnswer(InputStream in, byte[] buffer) throws IOException {
    int filled = 0;
    int headers = -1;
    while (headers < 0) {
      filled += read(in, buffer, filled);
      headers = indexOfHeadersEnd(buffer, filled);
    }
    String head = new String(buffer, 0, headers, StandardCharsets.US_ASCII);
    if (!head.startsWith("HTTP/1.1 200")) {
      throw new IOException("not answered: " + head);
    }
    if (head.toLowerCase(Locale.ROOT).contains(CHUNKED)) {
      readChunks(in, buffer, filled);
      return;
    }
    long left = headers + contentLength(head) - filled;
    while (left > 0) {
      left -= read(in, buffer, 0);
    }
  }

  /** Reads until the last chunk: nothing comes after it, because nothing more was asked for. */
  private static void readChunks(InputStream in, byte[] buffer, int read) throws IOException {
    int filled = read;
    while (!endsWithLastChunk(buffer, filled)) {
      int kept = Math.min(filled, LAST_CHUNK.length);
      System.arraycopy(buffer, filled - kept, buffer, 0, kept);
      filled = kept + read(in, buffer, kept);
    }
  }

  private static boolean endsWithLastChunk(byte[] buffer, int filled) {
    int from = filled - LAST_CHUNK.length;
    return from >= 0 && Arrays.equals(buffer, from, filled, LAST_CHUNK, 0, LAST_CHUNK.length);
  }

  private static int read(InputStream in, byte[] buffer, int at) throws IOException {
    int count = in.read(buffer, at, buffer.length - at);
    if (count < 0) {
      throw new EOFException("the server closed the connection");
    }
    return count;
  }

  private static int indexOfHeadersEnd(byte[] buffer, int filled) {
    for (int i = 0; i + END_OF_HEADERS.length <= filled; i++) {
      if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r') {
        return i + END_OF_HEADERS.length;
      }
    }
    return -1;
  }

  private static long contentLength(String head) throws IOException {
    for (String line : head.split("\r\n", -1)) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        return Long.parseLong(line.substring(LENGTH.length()).strip());
      }
    }
    throw new IOException("an answer without a length: " + head);
  }
}
