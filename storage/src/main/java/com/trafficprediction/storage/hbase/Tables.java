package com.trafficprediction.storage.hbase;

import com.trafficprediction.storage.layout.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.NamespaceDescriptor;
import org.apache.hadoop.hbase.NamespaceExistException;
import org.apache.hadoop.hbase.TableExistsException;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.TableNotFoundException;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptor;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.client.TableDescriptor;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.hadoop.hbase.filter.FirstKeyOnlyFilter;
import org.apache.hadoop.hbase.io.encoding.DataBlockEncoding;

/** Names, families and salts of the namespace's tables. Thread-safe. */
final class Tables {
  /** Family of what a row is about. */
  static final byte[] DATA = "data".getBytes(StandardCharsets.UTF_8);

  /** Family of what a row says about itself: revisions, locks. */
  static final byte[] META = "meta".getBytes(StandardCharsets.UTF_8);

  /** The column that holds a row's record. */
  static final byte[] RECORD = "r".getBytes(StandardCharsets.UTF_8);

  private static final String BUCKETS = "TRAFFIC_SALT_BUCKETS";
  private static final int SCAN_ROWS = 1_000;

  private final Connection connection;
  private final HBaseSettings settings;

  Tables(Connection connection, HBaseSettings settings) {
    this.connection = connection;
    this.settings = settings;
  }

  Connection connection() {
    return connection;
  }

  TableName nameOf(String table) {
    return TableName.valueOf(settings.namespace(), table);
  }

  TableName nameOf(BatchTable table, RunId run) {
    return nameOf(table.nameFor(run));
  }

  Table open(TableName name) throws IOException {
    return connection.getTable(name);
  }

  void ensureNamespace() throws IOException {
    try (Admin admin = connection.getAdmin()) {
      for (String name : admin.listNamespaces()) {
        if (name.equals(settings.namespace())) {
          return;
        }
      }
      admin.createNamespace(NamespaceDescriptor.create(settings.namespace()).build());
    } catch (NamespaceExistException e) {
      // Another process was faster: what we wanted.
    }
  }

  /** Creates a table of unsalted rows, unless it is there. */
  void ensurePlainTable(TableName name) throws IOException {
    create(name, 1);
  }

  /** Creates a table with a region per salt, unless it is there. */
  SegmentKeys ensureSaltedTable(TableName name) throws IOException {
    create(name, settings.saltBuckets());
    return keysOf(name);
  }

  /** The key codec of an existing table: its buckets are part of the table. */
  SegmentKeys keysOf(TableName name) throws IOException {
    try (Admin admin = connection.getAdmin()) {
      String buckets = admin.getDescriptor(name).getValue(BUCKETS);
      if (buckets == null) {
        throw new IOException(
            "table " + name + " does not say how its keys are salted: it is not one of ours");
      }
      return new SegmentKeys(Integer.parseInt(buckets));
    }
  }

  private void create(TableName name, int buckets) throws IOException {
    ensureNamespace();
    SegmentKeys keys = new SegmentKeys(buckets);
    TableDescriptor descriptor =
        TableDescriptorBuilder.newBuilder(name)
            .setColumnFamily(family(DATA))
            .setColumnFamily(family(META))
            .setValue(BUCKETS, Integer.toString(buckets))
            .build();
    try (Admin admin = connection.getAdmin()) {
      if (admin.tableExists(name)) {
        return;
      }
      if (buckets == 1) {
        admin.createTable(descriptor);
      } else {
        admin.createTable(descriptor, keys.splits());
      }
    } catch (TableExistsException e) {
      // Another process was faster: what we wanted.
    }
  }

  private static ColumnFamilyDescriptor family(byte[] name) {
    return ColumnFamilyDescriptorBuilder.newBuilder(name)
        .setMaxVersions(1)
        .setDataBlockEncoding(DataBlockEncoding.FAST_DIFF)
        .build();
  }

  /** Sets how long cells of an existing table stay, unless it is set so; zero for ever. */
  void ensureRetention(TableName name, Duration retention) throws IOException {
    int seconds = retention.isZero() ? HConstants.FOREVER : Math.toIntExact(retention.toSeconds());
    try (Admin admin = connection.getAdmin()) {
      TableDescriptor found = admin.getDescriptor(name);
      TableDescriptorBuilder wanted = TableDescriptorBuilder.newBuilder(found);
      boolean differs = false;
      for (ColumnFamilyDescriptor family : found.getColumnFamilies()) {
        differs |= family.getTimeToLive() != seconds;
        wanted.modifyColumnFamily(
            ColumnFamilyDescriptorBuilder.newBuilder(family).setTimeToLive(seconds).build());
      }
      if (differs) {
        admin.modifyTable(wanted.build());
      }
    }
  }

  boolean exists(TableName name) throws IOException {
    try (Admin admin = connection.getAdmin()) {
      return admin.tableExists(name);
    }
  }

  /** Removes a table; does nothing when there is none. */
  void drop(TableName name) throws IOException {
    try (Admin admin = connection.getAdmin()) {
      if (!admin.tableExists(name)) {
        return;
      }
      if (admin.isTableEnabled(name)) {
        admin.disableTable(name);
      }
      admin.deleteTable(name);
    } catch (TableNotFoundException e) {
      // Another process was faster: what we wanted.
    }
  }

  /** Every table of the namespace, without it, sorted. */
  List<String> list() throws IOException {
    List<String> names = new ArrayList<>();
    try (Admin admin = connection.getAdmin()) {
      for (TableName name : admin.listTableNamesByNamespace(settings.namespace())) {
        names.add(name.getQualifierAsString());
      }
    }
    names.sort(null);
    return names;
  }

  /** Rows of a table, counted one by one. */
  long countRows(TableName name) throws IOException {
    Scan scan = new Scan().setFilter(new FirstKeyOnlyFilter()).setCaching(SCAN_ROWS);
    scan.setCacheBlocks(false);
    long rows = 0;
    try (Table table = open(name);
        ResultScanner results = table.getScanner(scan)) {
      while (results.next() != null) {
        rows++;
      }
    }
    return rows;
  }
}
