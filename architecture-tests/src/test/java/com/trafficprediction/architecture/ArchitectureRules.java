package com.trafficprediction.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullMarked;

/** What must hold between packages, one rule a method. */
final class ArchitectureRules {
  /** Whatever puts the system together may read the clock of the machine, to hand it on. */
  private static final DescribedPredicate<JavaClass> WIRING =
      simpleNameEndingWith("Main")
          .or(simpleNameEndingWith("Command"))
          .or(simpleNameEndingWith("Driver"))
          .or(simpleNameEndingWith("Application"))
          .as("wiring: a Main, Command, Driver or Application");

  private static final Set<String> READS_THE_TIME =
      Set.of("currentTimeMillis", "now", "systemUTC", "systemDefaultZone", "system", "random");

  private ArchitectureRules() {}

  static ArchRule knowsOnlyWhomItMay(Module module) {
    return noClasses()
        .that()
        .resideInAPackage(module.packages())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(module.packagesOfStrangers())
        .because("DESIGN section 3 lists whom each module may import")
        .allowEmptyShould(true);
  }

  static ArchRule staysWithItsOwners(Library library) {
    return noClasses()
        .that()
        .resideInAnyPackage(library.packagesOfOthers())
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library.packages())
        .because("a library's types do not leak out of the module that owns it")
        .allowEmptyShould(true);
  }

  static ArchRule coreStandsOnTheJdkAlone() {
    return classes()
        .that()
        .resideInAPackage(Module.CORE.packages())
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(Module.CORE.packages(), "java..", "org.jspecify.annotations.."))
        .because("the domain is pure Java");
  }

  static ArchRule packagesAreNamedForWhatTheyDo() {
    return noClasses()
        .should()
        .resideInAnyPackage(
            "..util..",
            "..utils..",
            "..common..",
            "..impl..",
            "..manager..",
            "..helper..",
            "..helpers..",
            "..misc..")
        .because("a package named for what it does tells where to look");
  }

  static ArchRule timeAndChanceComeFromOutside() {
    return noClasses()
        .that(DescribedPredicate.not(WIRING))
        .should()
        .callMethodWhere(readsTheMachinesClockOrChance())
        .orShould()
        .callConstructorWhere(isUnseeded())
        .because("a Clock and a seed come in through the constructor");
  }

  static ArchRule nobodyLogsToJavaUtilLogging() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .because("logs go through SLF4J");
  }

  /** Only what people run from a shell writes to the terminal. */
  static ArchRule librariesDoNotPrint() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            Module.BATCH_LAYER.packages(),
            Module.LOCAL_CLUSTER.packages(),
            "..trafficprediction.benchmarks..")
        .and(DescribedPredicate.not(WIRING))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("output belongs to command-line classes, everything else logs or returns");
  }

  static ArchRule packagesSayWhatMayBeNull() {
    return classes()
        .that()
        .resideOutsideOfPackage(Module.SCHEMAS.packages())
        .should(liveInANullMarkedPackage());
  }

  private static DescribedPredicate<JavaCall<?>> readsTheMachinesClockOrChance() {
    return DescribedPredicate.describe(
        "reads the machine's clock, or an unseeded generator",
        call -> {
          String owner = call.getTargetOwner().getName();
          boolean timeOrChance =
              owner.startsWith("java.time.")
                  || owner.equals(System.class.getName())
                  || owner.equals(Math.class.getName())
                  || owner.equals(StrictMath.class.getName());
          boolean withoutClock =
              call.getTarget().getRawParameterTypes().stream()
                  .noneMatch(type -> type.isEquivalentTo(Clock.class));
          return (timeOrChance && withoutClock && READS_THE_TIME.contains(call.getName()))
              || owner.equals("java.util.concurrent.ThreadLocalRandom");
        });
  }

  private static DescribedPredicate<JavaCall<?>> isUnseeded() {
    return DescribedPredicate.describe(
        "makes an unseeded generator",
        call ->
            (call.getTargetOwner().isEquivalentTo(Random.class)
                    || call.getTargetOwner().isEquivalentTo(SplittableRandom.class))
                && call.getTarget().getRawParameterTypes().isEmpty());
  }

  private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
    return new ArchCondition<>("live in a package with @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked =
            type.getPackage().tryGetPackageInfo().isPresent()
                && type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type,
                marked,
                type.getName()
                    + (marked ? " lives" : " does not live")
                    + " in a package whose package-info has @NullMarked"));
      }
    };
  }
}
