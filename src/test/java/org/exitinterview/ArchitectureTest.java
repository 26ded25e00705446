package org.exitinterview;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Date;

/** What may depend on what, and why. */
@AnalyzeClasses(packages = "org.exitinterview", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] KNOW_THE_ENGINE_INSIDE = {
    "org.exitinterview.config..",
    "org.exitinterview.forms..",
    "org.exitinterview.guard..",
    "org.exitinterview.chasing..",
    "org.exitinterview.notification..",
    "org.exitinterview.record..",
    "org.exitinterview.modelling..",
    "org.exitinterview.people..",
    "org.exitinterview.process.."
  };

  @ArchTest
  static final ArchRule engineInternalsStayInFewPackages =
      noClasses()
          .that()
          .resideOutsideOfPackages(KNOW_THE_ENGINE_INSIDE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.camunda.bpm.engine.impl..")
          .because(
              "a successor of the engine keeps its API, not its inside: moving must stay small");

  @ArchTest
  static final ArchRule webApplicationInternalsStayWithTheLogin =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.exitinterview.people..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.camunda.bpm.webapp..")
          .because("who is logged in is asked of CurrentPerson, never of the web applications");

  @ArchTest
  static final ArchRule capabilitiesHaveNoCycles =
      slices()
          .matching("org.exitinterview.(*)..")
          .should()
          .beFreeOfCycles()
          .because(
              "a capability can only be understood and changed alone if nothing leads back to it");

  @ArchTest
  static final ArchRule configurationKnowsNoCapability =
      noClasses()
          .that()
          .resideInAPackage("org.exitinterview.config..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.exitinterview..")
                  .and(
                      com.tngtech.archunit.base.DescribedPredicate.not(
                          resideInAPackage("org.exitinterview.config.."))))
          .because("every capability depends on the configuration, which holds no business words");

  @ArchTest
  static final ArchRule timeComesFromTheClock =
      noClasses()
          .should()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now", java.time.ZoneId.class)
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callConstructor(Date.class)
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because(
              "timers, due dates and records must agree, and a test must be able to move time");
}
