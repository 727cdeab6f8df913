package com.trafficprediction.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises that hold for every contract: documented fields, and no release left behind. */
class SchemaContractTest {
  private static final Path CURRENT = Path.of("avro");
  private static final Path RELEASED = Path.of("released");

  /** A released schema and the current one of the same name. */
  record Release(Path released, Path current) {
    @Override
    public String toString() {
      return RELEASED.relativize(released).toString();
    }
  }

  static Stream<Path> currentSchemas() throws IOException {
    return avscFilesUnder(CURRENT).stream();
  }

  static Stream<Release> releases() throws IOException {
    return avscFilesUnder(RELEASED).stream()
        .map(file -> new Release(file, CURRENT.resolve(file.getFileName())));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void everyReleaseReadsAndIsReadByTheCurrentSchema(Release release) throws IOException {
    assertThat(release.current()).as("a released record cannot be withdrawn").exists();
    Schema current = parse(release.current());
    Schema released = parse(release.released());

    assertReads(current, released);
    assertReads(released, current);
  }

  @ParameterizedTest
  @MethodSource("currentSchemas")
  void everyRecordIsReleased(Path current) {
    assertThat(RELEASED.resolve("v1").resolve(current.getFileName()))
        .as("copy a new record to the released directory of the version that ships it")
        .exists();
  }

  @ParameterizedTest
  @MethodSource("currentSchemas")
  void everyFieldSaysWhatItHolds(Path current) throws IOException {
    List<String> undocumented = new ArrayList<>();
    collectUndocumented(parse(current), new HashSet<>(), undocumented);
    assertThat(undocumented).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("currentSchemas")
  void whatMayBeAbsentDefaultsToNull(Path current) throws IOException {
    for (Schema.Field field : parse(current).getFields()) {
      if (field.schema().isNullable()) {
        assertThat(field.defaultVal()).as(field.name()).isSameAs(JsonProperties.NULL_VALUE);
      }
    }
  }

  private static void assertReads(Schema reader, Schema writer) {
    SchemaCompatibility.SchemaPairCompatibility result =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    assertThat(result.getType())
        .as(result.getDescription())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  private static void collectUndocumented(Schema schema, Set<Schema> seen, List<String> found) {
    switch (schema.getType()) {
      case RECORD -> {
        if (!seen.add(schema)) {
          return;
        }
        for (Schema.Field field : schema.getFields()) {
          if (field.doc() == null || field.doc().isBlank()) {
            found.add(schema.getName() + "." + field.name());
          }
          collectUndocumented(field.schema(), seen, found);
        }
      }
      case ARRAY -> collectUndocumented(schema.getElementType(), seen, found);
      case UNION -> schema.getTypes().forEach(branch -> collectUndocumented(branch, seen, found));
      default -> {}
    }
  }

  private static List<Path> avscFilesUnder(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList();
    }
  }

  private static Schema parse(Path file) throws IOException {
    return new Schema.Parser().parse(file.toFile());
  }
}
