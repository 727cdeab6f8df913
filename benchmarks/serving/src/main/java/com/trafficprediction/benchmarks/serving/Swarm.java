package com.trafficprediction.benchmarks.serving;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many event streams on one thread: gzip accepted, as browsers do, and all batched. Tells when each
 * client had seen so many forecasts. Asks with HTTP/1.0, where browsers ask with 1.1: the answer is
 * the bare stream up to its end, so that clients need not take chunks apart, and the server is
 * spared framing each write as a chunk.
 */
final class Swarm implements AutoCloseable {
  private static final int BUFFER = 256 << 10;
  private static final byte[] SYNC = {0, 0, (byte) 0xff, (byte) 0xff};
  private static final int GZIP_HEADER = 10;

  private final Selector selector;
  private final List<Client> clients = new ArrayList<>();
  private final CompressedFrames frames = new CompressedFrames();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final Thread thread;
  private volatile boolean running = true;
  private volatile boolean reading = true;
  private volatile Expected expected = new Expected(Long.MAX_VALUE, 0, new long[0]);
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger lost = new AtomicInteger();
  private volatile String failure = "";

  /** What is waited for: each client that has seen so many forecasts notes when. */
  private static final class Expected {
    private final long offsets;
    private final long since;
    private final long[] nanos;
    private final CountDownLatch missing;

    Expected(long offsets, long since, long[] nanos) {
      this.offsets = offsets;
      this.since = since;
      this.nanos = nanos;
      this.missing = new CountDownLatch(nanos.length);
    }
  }

  private final class Client {
    private final int number;
    private byte[] pending = new byte[1 << 10];
    private int filled;
    private boolean begun;
    private long offsets = -1;
    private Expected noted = expected;

    Client(int number) {
      this.number = number;
    }

    void take(ByteBuffer fresh) {
      int count = fresh.remaining();
      if (filled + count > pending.length) {
        pending = Arrays.copyOf(pending, Math.max(filled + count, 2 * pending.length));
      }
      fresh.get(pending, filled, count);
      filled += count;
    }

    void parse() {
      if (!begun) {
        begin();
      }
      if (begun && endsWithSync()) {
        CompressedFrames.Content content = frames.read(pending, filled);
        if (content.whole()) {
          filled = 0;
          content.offsets().ifPresent(seen -> offsets = seen);
        }
      }
      note();
    }

    private void begin() {
      String head = new String(pending, 0, filled, StandardCharsets.ISO_8859_1);
      int end = head.indexOf("\r\n\r\n");
      if (end < 0 || filled < end + 4 + GZIP_HEADER) {
        return;
      }
      if (!head.startsWith("HTTP/1.1 200") || !head.contains("Content-Encoding: gzip")) {
        throw new IllegalStateException(head.substring(0, end));
      }
      begun = true;
      int body = end + 4 + GZIP_HEADER;
      System.arraycopy(pending, body, pending, 0, filled - body);
      filled -= body;
    }

    private boolean endsWithSync() {
      return filled >= SYNC.length
          && Arrays.equals(pending, filled - SYNC.length, filled, SYNC, 0, SYNC.length);
    }

    void note() {
      Expected now = expected;
      if (now != noted && offsets >= now.offsets && number < now.nanos.length) {
        noted = now;
        now.nanos[number] = System.nanoTime() - now.since;
        now.missing.countDown();
      }
    }
  }

  private Swarm(Selector selector) {
    this.selector = selector;
    this.thread = new Thread(this::run, "swarm");
    this.thread.setDaemon(true);
  }

  /**
   * Connects clients one after the other.
   *
   * @param receiveBuffer bytes that a connection holds for a client that does not read; 0 for what
   *     the system gives
   */
  static Swarm connect(int port, int clients, int receiveBuffer) throws IOException {
    Swarm swarm = new Swarm(Selector.open());
    byte[] request =
        String.join(
                "\r\n",
                "GET /api/predictions/stream?batch=true HTTP/1.0",
                "Host: 127.0.0.1",
                "Accept: text/event-stream",
                "Accept-Encoding: gzip, deflate, br",
                "",
                "")
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < clients; i++) {
      SocketChannel channel = SocketChannel.open();
      if (receiveBuffer > 0) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
      }
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.write(ByteBuffer.wrap(request));
      channel.configureBlocking(false);
      Client client = swarm.new Client(i);
      swarm.clients.add(client);
      channel.register(swarm.selector, SelectionKey.OP_READ, client);
    }
    swarm.thread.start();
    return swarm;
  }

  /** Clients stop reading, as one does whose network is gone; or go on. */
  void setReading(boolean wanted) {
    reading = wanted;
    selector.wakeup();
  }

  /** From now on each client notes when it has seen so many forecasts. */
  void expect(long offsets) {
    expected = new Expected(offsets, System.nanoTime(), new long[clients.size()]);
    selector.wakeup();
  }

  /**
   * Waits until all clients have seen what is expected.
   *
   * @return after how many milliseconds each had, sorted
   * @throws IOException when one has not in time
   */
  double[] await(double seconds) throws IOException, InterruptedException {
    Expected now = expected;
    boolean all = now.missing.await((long) (seconds * 1e3), TimeUnit.MILLISECONDS);
    if (!failure.isEmpty()) {
      throw new IOException(failure);
    }
    if (!all) {
      throw new IOException(
          "%d of %d clients were not at %d within %.0f s; %d were cut off"
              .formatted(now.missing.getCount(), clients.size(), now.offsets, seconds, lost.get()));
    }
    return Arrays.stream(now.nanos).mapToDouble(nanos -> nanos / 1e6).sorted().toArray();
  }

  /** Bytes read so far. */
  long bytes() {
    return bytes.get();
  }

  /** Clients whose stream has ended. */
  int lost() {
    return lost.get();
  }

  private void run() {
    try {
      boolean read = true;
      Expected told = expected;
      while (running) {
        selector.select(500);
        if (read != reading) {
          read = reading;
          listen(read ? SelectionKey.OP_READ : 0);
        }
        for (SelectionKey key : selector.selectedKeys()) {
          if (key.isValid() && key.isReadable()) {
            read(key);
          }
        }
        selector.selectedKeys().clear();
        if (told != expected) {
          told = expected;
          clients.forEach(Client::note);
        }
      }
    } catch (IOException | IllegalStateException e) {
      failure = "the clients went wrong: " + e;
    }
  }

  private void listen(int operations) {
    for (SelectionKey key : selector.keys()) {
      if (key.isValid()) {
        key.interestOps(operations);
      }
    }
  }

  private void read(SelectionKey key) throws IOException {
    Client client = (Client) key.attachment();
    SocketChannel channel = (SocketChannel) key.channel();
    int count;
    do {
      buffer.clear();
      count = channel.read(buffer);
      if (count > 0) {
        bytes.addAndGet(count);
        client.take(buffer.flip());
      }
    } while (count == BUFFER);
    if (count < 0) {
      lost.incrementAndGet();
      key.cancel();
      channel.close();
      return;
    }
    client.parse();
  }

  @Override
  public void close() throws IOException {
    running = false;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
