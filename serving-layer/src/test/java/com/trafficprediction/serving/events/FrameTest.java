package com.trafficprediction.serving.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class FrameTest {
  @Test
  void framesInARowAreOneStreamAndEachCanBeReadWhenItIsThere() throws IOException {
    Random random = new Random(3);
    byte[] noise = new byte[200_000];
    random.nextBytes(noise);
    List<byte[]> texts =
        List.of(
            "retry: 2000\n\n".getBytes(StandardCharsets.UTF_8),
            "data: {\"type\":\"prediction\"}\n\n".repeat(9_000).getBytes(StandardCharsets.UTF_8),
            noise,
            "\n".getBytes(StandardCharsets.UTF_8),
            new byte[16 << 10]);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    sent.writeBytes(Frame.gzipHeader().bytes(true));
    for (byte[] text : texts) {
      Frame frame = Frame.of(text);
      sent.writeBytes(frame.bytes(true));
      expected.writeBytes(text);
      assertThat(frame.bytes(false)).isEqualTo(text);
      assertThat(frame.bytes(true)).as("made once").isSameAs(frame.bytes(true));
      assertThat(readable(sent.toByteArray())).isEqualTo(expected.toByteArray());
    }
  }

  @Test
  void nothingIsNothing() {
    assertThat(Frame.of(new byte[0]).isEmpty()).isTrue();
  }

  @Test
  void gzipIsSentToWhoeverTakesIt() {
    assertThat(AcceptedEncoding.isGzip("gzip, deflate, br")).isTrue();
    assertThat(AcceptedEncoding.isGzip("br;q=1.0, GZIP;q=0.5")).isTrue();
    assertThat(AcceptedEncoding.isGzip("gzip;q=0")).isFalse();
    assertThat(AcceptedEncoding.isGzip("identity, x-gzip2")).isFalse();
    assertThat(AcceptedEncoding.isGzip(null)).isFalse();
  }

  /** All that a client can read so far. */
  private static byte[] readable(byte[] sent) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[4_096];
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(sent))) {
      int count = in.read(buffer);
      while (count > 0) {
        out.write(buffer, 0, count);
        count = in.read(buffer);
      }
    } catch (EOFException e) {
      // The stream goes on when there is more to say.
      return out.toByteArray();
    }
    return out.toByteArray();
  }
}
