package com.trafficprediction.storage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.storage.hbase.BatchTable;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.RunId;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/tables.md} says what the code says. Run with {@code -Dtraffic.docs.write=true} to
 * write this module's parts anew.
 */
class TablesDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "tables.md");
  private static final RunId RUN = new RunId("run-20220122T050000Z-9f3c");
  private static final String HASH = "0123456789abcdef";

  /** Methods that name the parent of entries, or a part of one. */
  private static final Set<String> NOT_STORES = Set.of("/features", "/models", "/network", "");

  @Test
  void theDocumentListsTheDirectories() throws IOException {
    checkPart("hdfs", StoreCatalog.toMarkdown(StoreCatalog.hdfs()));
  }

  @Test
  void theDocumentListsTheTables() throws IOException {
    checkPart("hbase-batch", StoreCatalog.toMarkdown(StoreCatalog.hbase()));
    checkPart("hbase-speed", StoreCatalog.toMarkdown(StoreCatalog.hbaseSpeed()));
    checkPart("hbase-serving", StoreCatalog.toMarkdown(StoreCatalog.hbaseServing()));
  }

  @Test
  void everyDirectoryOfTheLayoutIsListed() throws ReflectiveOperationException {
    Set<String> listed =
        StoreCatalog.hdfs().stream()
            .map(entry -> "/" + entry.name().replace("<run>", RUN.value()).replace("<hash>", HASH))
            .collect(Collectors.toSet());
    HdfsLayout layout = new HdfsLayout(new org.apache.hadoop.fs.Path("/root"));
    for (Method method : HdfsLayout.class.getDeclaredMethods()) {
      if (method.getReturnType() == org.apache.hadoop.fs.Path.class) {
        Object[] arguments =
            Arrays.stream(method.getParameterTypes())
                .map(type -> type == RunId.class ? RUN : HASH)
                .toArray();
        String path = method.invoke(layout, arguments).toString().substring("/root".length());
        assertThat(covered(path, listed)).as(method.getName() + " names " + path).isTrue();
      }
    }
  }

  @Test
  void everyTableOfARunIsListed() {
    List<String> listed = StoreCatalog.hbase().stream().map(StoreEntry::name).toList();
    for (BatchTable table : BatchTable.values()) {
      assertThat(listed).contains(table.prefix() + ".<run>");
    }
  }

  private static boolean covered(String path, Set<String> listed) {
    return NOT_STORES.contains(path)
        || path.equals("/features/" + RUN)
        || listed.stream().anyMatch(entry -> path.equals(entry) || path.startsWith(entry + "/"));
  }

  private static void checkPart(String part, String expected) throws IOException {
    String document = Files.readString(DOCUMENT, StandardCharsets.UTF_8);
    String begin = "<!-- generated: " + part + " -->\n";
    String end = "<!-- end: " + part + " -->";
    assertThat(document).contains(begin, end);
    int from = document.indexOf(begin) + begin.length();
    int to = document.indexOf(end);
    if (Boolean.getBoolean("traffic.docs.write")) {
      Files.writeString(DOCUMENT, document.substring(0, from) + expected + document.substring(to));
      return;
    }
    assertThat(document.substring(from, to))
        .as("docs/tables.md is out of date: run this test with -Dtraffic.docs.write=true")
        .isEqualTo(expected);
  }
}
