package com.trafficprediction.model.bundle;

import com.trafficprediction.core.forecast.PointModel;
import com.trafficprediction.model.ExplainedModel;
import com.trafficprediction.model.anchor.AnchoredModel;
import com.trafficprediction.model.linear.LinearModel;
import com.trafficprediction.model.tree.TreeEnsemble;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Writes models to bytes and reads them back, bit for bit.
 *
 * <p>A linear model is a JSON document. Everything else is: the four bytes {@code TFM1}, a byte for
 * the kind, the content, and a CRC-32 of all that. An anchored model's content is its anchor
 * (length and JSON) and its trees. Reading checks every count before it allocates, and every index
 * before it is used. Stateless; streams are neither closed nor read past the model's end, except
 * that JSON takes the whole stream.
 */
public final class ModelCodec {
  private static final byte[] MAGIC = {'T', 'F', 'M', '1'};
  private static final int TREES = 1;
  private static final int ANCHORED_TREES = 2;
  private static final int ANCHORED_LINEAR = 3;

  /** Longest JSON of a linear model: 1024 features take under 60 kB. */
  private static final int MAX_JSON_BYTES = 1 << 20;

  private ModelCodec() {}

  /**
   * Writes a model of one of this module's kinds.
   *
   * @throws IllegalArgumentException for any other kind
   */
  public static void write(PointModel model, OutputStream out) throws IOException {
    if (model instanceof LinearModel linear) {
      out.write(LinearFile.write(linear));
      out.flush();
      return;
    }
    CheckedOutputStream checked =
        new CheckedOutputStream(new BufferedOutputStream(out), new CRC32());
    DataOutputStream data = new DataOutputStream(checked);
    data.write(MAGIC);
    if (model instanceof TreeEnsemble trees) {
      data.writeByte(TREES);
      TreeFile.write(trees, data);
    } else if (model instanceof AnchoredModel anchored) {
      writeAnchored(anchored, data);
    } else {
      throw new IllegalArgumentException("no file format for " + model.getClass().getName());
    }
    data.writeInt((int) checked.getChecksum().getValue());
    data.flush();
  }

  private static void writeAnchored(AnchoredModel model, DataOutputStream out) throws IOException {
    if (model.change() instanceof TreeEnsemble trees) {
      out.writeByte(ANCHORED_TREES);
      writeJson(model.anchor(), out);
      TreeFile.write(trees, out);
    } else if (model.change() instanceof LinearModel linear) {
      out.writeByte(ANCHORED_LINEAR);
      writeJson(model.anchor(), out);
      writeJson(linear, out);
    } else {
      throw new IllegalArgumentException(
          "no file format for an anchored " + model.change().getClass().getName());
    }
  }

  private static void writeJson(LinearModel model, DataOutputStream out) throws IOException {
    byte[] json = LinearFile.write(model);
    out.writeInt(json.length);
    out.write(json);
  }

  /**
   * Reads a model written by {@link #write}.
   *
   * @throws CorruptModelException if the bytes are anything else
   */
  public static ExplainedModel read(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in);
    buffered.mark(1);
    int first = buffered.read();
    buffered.reset();
    if (first == '{') {
      byte[] json = buffered.readNBytes(MAX_JSON_BYTES + 1);
      if (json.length > MAX_JSON_BYTES) {
        throw new CorruptModelException("the linear model is longer than " + MAX_JSON_BYTES);
      }
      return LinearFile.read(json);
    }
    try {
      return readBinary(buffered);
    } catch (EOFException e) {
      throw new CorruptModelException("the model file is cut short", e);
    }
  }

  private static ExplainedModel readBinary(InputStream in) throws IOException {
    CheckedInputStream checked = new CheckedInputStream(in, new CRC32());
    DataInputStream data = new DataInputStream(checked);
    for (byte expected : MAGIC) {
      if (data.readByte() != expected) {
        throw new CorruptModelException(
            "not a model file of this version: it must begin with TFM1");
      }
    }
    ExplainedModel model = readContent(data);
    int sum = (int) checked.getChecksum().getValue();
    if (data.readInt() != sum) {
      throw new CorruptModelException("the model file's checksum does not match its content");
    }
    return model;
  }

  private static ExplainedModel readContent(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    if (kind == TREES) {
      return TreeFile.read(in);
    }
    if (kind != ANCHORED_TREES && kind != ANCHORED_LINEAR) {
      throw new CorruptModelException("unknown kind of model, number " + kind);
    }
    LinearModel anchor = readJson(in);
    ExplainedModel change = kind == ANCHORED_TREES ? TreeFile.read(in) : readJson(in);
    if (anchor.featureCount() != change.featureCount()) {
      throw new CorruptModelException("anchor and trees are of different feature counts");
    }
    return new AnchoredModel(anchor, change);
  }

  private static LinearModel readJson(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 2 || length > MAX_JSON_BYTES) {
      throw new CorruptModelException("the anchor claims " + length + " bytes");
    }
    byte[] json = in.readNBytes(length);
    if (json.length < length) {
      throw new CorruptModelException("the model file is cut short");
    }
    return LinearFile.read(json);
  }
}
