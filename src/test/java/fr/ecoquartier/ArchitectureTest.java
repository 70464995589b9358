package fr.ecoquartier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The few rules that packages cannot express by themselves. */
@AnalyzeClasses(packages = "fr.ecoquartier", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule engineOnlyInWorkflow = noClasses()
            .that()
            .resideOutsideOfPackage("fr.ecoquartier.workflow..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.camunda.bpm..", "org.camunda.spin..");

    @ArchTest
    static final ArchRule indicatorIsPure = noClasses()
            .that()
            .resideInAPackage("fr.ecoquartier.indicator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..", "jakarta..", "org.camunda.bpm..")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "fr.ecoquartier.dossier..",
                    "fr.ecoquartier.referentiel..",
                    "fr.ecoquartier.territory..",
                    "fr.ecoquartier.workflow..",
                    "fr.ecoquartier.web..");

    @ArchTest
    static final ArchRule domainRecordsAreFreeOfFrameworks = noClasses()
            .that()
            .resideInAnyPackage("fr.ecoquartier.dossier..", "fr.ecoquartier.expertise..", "fr.ecoquartier.territory..")
            .and()
            .areRecords()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..", "jakarta..");

    @ArchTest
    static final ArchRule delegatesTouchNoTable = noClasses()
            .that()
            .implement("org.camunda.bpm.engine.delegate.JavaDelegate")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "javax.sql..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule moneyAndMeasuresAreExact = classes()
            .that()
            .resideInAPackage("fr.ecoquartier.indicator..")
            .and()
            .areRecords()
            .should(haveNoFloatingPointFields());

    private static com.tngtech.archunit.lang.ArchCondition<com.tngtech.archunit.core.domain.JavaClass>
            haveNoFloatingPointFields() {
        return new com.tngtech.archunit.lang.ArchCondition<>("have no float or double field") {
            @Override
            public void check(
                    com.tngtech.archunit.core.domain.JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
                type.getFields().stream()
                        .filter(field -> field.getRawType().getName().matches("double|float|java.lang.(Double|Float)"))
                        .forEach(field -> events.add(com.tngtech.archunit.lang.SimpleConditionEvent.violated(
                                field, field.getFullName() + " is a floating-point number")));
            }
        };
    }
}
