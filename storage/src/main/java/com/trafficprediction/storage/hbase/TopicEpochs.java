package com.trafficprediction.storage.hbase;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.CheckAndMutate;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * Owner of the table {@value #TABLE}: a number for each incarnation of a topic. A topic that is
 * deleted and created again starts over at offset 0; its new number makes its revisions greater
 * than all of the old one's. Thread-safe.
 */
public final class TopicEpochs {
  static final String TABLE = "topic_epochs";

  /** Epochs fit into what a revision leaves them. */
  public static final int MAX_EPOCH = (1 << 15) - 1;

  private static final int OFFSET_BITS = 48;
  private static final byte[] ID = "id".getBytes(StandardCharsets.UTF_8);
  private static final byte[] EPOCH = "epoch".getBytes(StandardCharsets.UTF_8);

  private final Tables tables;
  private final TableName name;

  TopicEpochs(Tables tables) throws IOException {
    this.tables = tables;
    this.name = tables.nameOf(TABLE);
    tables.ensurePlainTable(name);
  }

  /**
   * The epoch of a topic's present incarnation, 1 or greater; a new one when the topic was created
   * anew.
   *
   * @param topicId the identity that Kafka gave this incarnation
   */
  public int claim(String topic, String topicId) throws IOException {
    byte[] row = topic.getBytes(StandardCharsets.UTF_8);
    byte[] id = topicId.getBytes(StandardCharsets.UTF_8);
    try (Table table = tables.open(name)) {
      while (true) {
        Result found = table.get(new Get(row));
        byte[] before = found.getValue(Tables.DATA, ID);
        int epoch = before == null ? 0 : Bytes.toInt(found.getValue(Tables.DATA, EPOCH));
        if (before != null && Bytes.equals(before, id)) {
          return epoch;
        }
        if (epoch >= MAX_EPOCH) {
          throw new IOException("topic " + topic + " was created anew too often: " + epoch);
        }
        Put next =
            new Put(row)
                .addColumn(Tables.DATA, ID, id)
                .addColumn(Tables.DATA, EPOCH, Bytes.toBytes(epoch + 1));
        CheckAndMutate.Builder check = CheckAndMutate.newBuilder(row);
        CheckAndMutate.Builder guarded =
            before == null
                ? check.ifNotExists(Tables.DATA, ID)
                : check.ifEquals(Tables.DATA, ID, before);
        if (table.checkAndMutate(guarded.build(next)).isSuccess()) {
          return epoch + 1;
        }
      }
    }
  }

  /** A revision: greater for a later offset, and for any offset of a later epoch. */
  public static long revision(int epoch, long offset) {
    if (epoch < 0 || epoch > MAX_EPOCH || offset < 0 || offset >= 1L << OFFSET_BITS) {
      throw new IllegalArgumentException("no revision for epoch " + epoch + ", offset " + offset);
    }
    return (long) epoch << OFFSET_BITS | offset;
  }

  /** The least revision of the epoch that a revision belongs to. */
  static long epochStart(long revision) {
    return revision >>> OFFSET_BITS << OFFSET_BITS;
  }
}
