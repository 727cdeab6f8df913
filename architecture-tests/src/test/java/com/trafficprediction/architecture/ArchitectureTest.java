package com.trafficprediction.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {
  private static final JavaClasses SYSTEM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("com.trafficprediction");

  @Test
  void theModulesAreHereToBeChecked() {
    for (String module :
        new String[] {
          "core",
          "schemas",
          "feeds",
          "model",
          "storage",
          "messaging",
          "batch",
          "speed",
          "serving",
          "localcluster"
        }) {
      assertThat(SYSTEM)
          .as(module)
          .anyMatch(c -> c.getPackageName().startsWith("com.trafficprediction." + module));
    }
  }

  @ParameterizedTest
  @EnumSource(Module.class)
  void aModuleKnowsOnlyWhomItMay(Module module) {
    ArchitectureRules.knowsOnlyWhomItMay(module).check(SYSTEM);
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void aLibraryStaysWithItsOwners(Library library) {
    ArchitectureRules.staysWithItsOwners(library).check(SYSTEM);
  }

  @Test
  void coreStandsOnTheJdkAlone() {
    ArchitectureRules.coreStandsOnTheJdkAlone().check(SYSTEM);
  }

  @Test
  void packagesAreNamedForWhatTheyDo() {
    ArchitectureRules.packagesAreNamedForWhatTheyDo().check(SYSTEM);
  }

  @Test
  void timeAndChanceComeFromOutside() {
    ArchitectureRules.timeAndChanceComeFromOutside().check(SYSTEM);
  }

  @Test
  void nobodyLogsToJavaUtilLogging() {
    ArchitectureRules.nobodyLogsToJavaUtilLogging().check(SYSTEM);
  }

  @Test
  void librariesDoNotPrint() {
    ArchitectureRules.librariesDoNotPrint().check(SYSTEM);
  }

  @Test
  void packagesSayWhatMayBeNull() {
    ArchitectureRules.packagesSayWhatMayBeNull().check(SYSTEM);
  }
}
