package com.trafficprediction.storage;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** What {@code package-info} promises about this module's imports. */
@AnalyzeClasses(
    packages = "com.trafficprediction.storage",
    importOptions = ImportOption.DoNotIncludeTests.class)
class StorageArchitectureTest {
  private static final String HBASE = "org.apache.hadoop.hbase";

  private static final DescribedPredicate<JavaMethod> PUBLISHED =
      describe(
          "visible to other modules",
          method ->
              method.getModifiers().contains(JavaModifier.PUBLIC)
                  && method.getOwner().getModifiers().contains(JavaModifier.PUBLIC));

  @ArchTest
  static final ArchRule HBASE_HAS_ONE_OWNER =
      noClasses()
          .that()
          .resideOutsideOfPackage("com.trafficprediction.storage.hbase")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(HBASE + "..");

  @ArchTest
  static final ArchRule NO_HBASE_TYPE_LEAKS = noMethods().that(PUBLISHED).should(speakOf(HBASE));

  @ArchTest
  static final ArchRule NO_PARQUET_TYPE_LEAKS =
      noMethods().that(PUBLISHED).should(speakOf("org.apache.parquet"));

  @ArchTest
  static final ArchRule LAYERS_ARE_UNKNOWN =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.trafficprediction.batch..",
              "com.trafficprediction.speed..",
              "com.trafficprediction.serving..",
              "com.trafficprediction.feeds..",
              "com.trafficprediction.model..");

  private static ArchCondition<JavaMethod> speakOf(String library) {
    return new ArchCondition<>("have types of " + library + " in their signature") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        Stream<JavaClass> types =
            Stream.concat(
                Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream());
        boolean speaks = types.anyMatch(type -> type.getPackageName().startsWith(library));
        events.add(new SimpleConditionEvent(method, speaks, method.getFullName()));
      }
    };
  }
}
