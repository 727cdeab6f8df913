package com.trafficprediction.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule fails on the classes under {@code broken}, which break all of them. */
class BrokenArchitectureTest {
  private static final JavaClasses BROKEN = new ClassFileImporter().importPackages("broken");

  @Test
  void aModuleThatKnowsAStrangerIsFound() {
    assertThat(violations(ArchitectureRules.knowsOnlyWhomItMay(Module.CORE)))
        .anyMatch(found -> found.contains("Clockwork") && found.contains("feeds.Feed"));
    assertThat(violations(ArchitectureRules.knowsOnlyWhomItMay(Module.SPEED_LAYER)))
        .as("layers never import each other")
        .anyMatch(found -> found.contains("Consumer") && found.contains("batch.Job"));
    assertThatCode(() -> ArchitectureRules.knowsOnlyWhomItMay(Module.BATCH_LAYER).check(BROKEN))
        .as("the batch layer may know feeds")
        .doesNotThrowAnyException();
  }

  @Test
  void aLibraryOutsideItsOwnerIsFound() {
    assertThat(violations(ArchitectureRules.staysWithItsOwners(Library.SMILE)))
        .anyMatch(found -> found.contains("Consumer") && found.contains("smile.broken.Forest"));
  }

  @Test
  void aLibraryInCoreIsFound() {
    assertThat(violations(ArchitectureRules.coreStandsOnTheJdkAlone()))
        .anyMatch(found -> found.contains("Clockwork") && found.contains("Logger"));
  }

  @Test
  void aPackageNamedForNothingIsFound() {
    assertThat(violations(ArchitectureRules.packagesAreNamedForWhatTheyDo()))
        .anyMatch(found -> found.contains("util.Things"));
  }

  @Test
  void theMachinesClockAndUnseededChanceAreFound() {
    List<String> found = violations(ArchitectureRules.timeAndChanceComeFromOutside());

    for (String call :
        new String[] {
          "System.currentTimeMillis()",
          "Instant.now()",
          "Math.random()",
          "Random.<init>()",
          "Clock.systemUTC()",
          "ThreadLocalRandom.current()"
        }) {
      assertThat(found).as(call).anyMatch(violation -> violation.contains(call));
    }
    assertThat(found)
        .as("a clock or a seed from outside, and a command that makes one, are fine")
        .noneMatch(
            violation ->
                violation.contains("now(java.time.Clock)")
                    || violation.contains("Random.<init>(long)")
                    || violation.contains("GoodCommand"));
  }

  @Test
  void printingAndForeignLoggingAreFound() {
    assertThat(violations(ArchitectureRules.librariesDoNotPrint()))
        .anyMatch(found -> found.contains("Things") && found.contains("System.out"));
    assertThat(violations(ArchitectureRules.nobodyLogsToJavaUtilLogging()))
        .anyMatch(found -> found.contains("Things"));
  }

  @Test
  void aPackageThatIsSilentAboutNullIsFound() {
    assertThat(violations(ArchitectureRules.packagesSayWhatMayBeNull()))
        .anyMatch(found -> found.contains("util.Things"))
        .noneMatch(found -> found.contains("Clockwork"));
  }

  private static List<String> violations(ArchRule rule) {
    EvaluationResult result = rule.evaluate(BROKEN);
    return result.getFailureReport().getDetails();
  }
}
