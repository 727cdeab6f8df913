package com.trafficprediction.serving.events;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * One open event stream. Written to without blocking: by the hub's tick while the connection takes
 * bytes, else when the container says that it does again. Thread-safe.
 */
final class StreamClient implements WriteListener {
  /** Notices that wait for a slow client; it gets the newest. */
  private static final int MAX_NOTICES = 4;

  private final AsyncContext context;
  private final ServletOutputStream out;
  private final StreamFeed feed;
  private final boolean compressed;
  private final Consumer<StreamClient> onEnd;
  private final Queue<Frame> notices = new ArrayDeque<>();
  private boolean started;
  private boolean begun;
  private boolean unflushed;
  private boolean ended;
  private long lastWritten;
  private long now;

  /**
   * @param compressed whether the response is declared to be gzip
   */
  StreamClient(
      AsyncContext context,
      ServletOutputStream out,
      StreamFeed feed,
      boolean compressed,
      Consumer<StreamClient> onEnd,
      long now) {
    this.context = context;
    this.out = out;
    this.feed = feed;
    this.compressed = compressed;
    this.onEnd = onEnd;
    this.lastWritten = now;
    this.now = now;
    if (compressed) {
      notices.add(Frame.gzipHeader());
    }
  }

  /** Adds something that is not a change of state; of too many the oldest is dropped. */
  synchronized void tell(Frame frame) {
    if (begun && notices.size() >= MAX_NOTICES) {
      notices.poll();
    }
    notices.add(frame);
  }

  /** Writes what the connection takes. */
  synchronized void pump(long nanos) {
    now = nanos;
    if (ended || !started) {
      return;
    }
    try {
      while (out.isReady()) {
        Frame notice = notices.poll();
        Frame next = notice == null ? feed.next() : notice;
        if (!next.isEmpty()) {
          begun = true;
          out.write(next.bytes(compressed));
          lastWritten = nanos;
          unflushed = true;
        } else if (unflushed) {
          unflushed = false;
          out.flush();
        } else {
          return;
        }
      }
    } catch (IOException | IllegalStateException e) {
      end();
    }
  }

  /** When something was written last, by the hub's clock. */
  synchronized long lastWritten() {
    return lastWritten;
  }

  @Override
  public synchronized void onWritePossible() {
    started = true;
    pump(now);
  }

  @Override
  public void onError(Throwable cause) {
    end();
  }

  /** Ends the stream. */
  void end() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    onEnd.accept(this);
    try {
      context.complete();
    } catch (IllegalStateException e) {
      // The container was faster.
    }
  }
}
