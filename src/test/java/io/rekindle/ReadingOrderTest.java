package io.rekindle;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ReadingOrderTest {

    private static final DescribedPredicate<JavaClass> OURS_OUTSIDE_ENGINE_AND_CHANNELS = resideInAPackage(
                    "io.rekindle..")
            .and(not(resideInAnyPackage("io.rekindle.engine..", "io.rekindle.channels..")));

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.rekindle");

    @Test
    void sees_the_classes_of_every_module() {
        assertThat(PRODUCT)
                .extracting(type -> type.getPackageName())
                .contains("io.rekindle", "io.rekindle.channels.email", "io.rekindle.engine.customer");
    }

    @Test
    void every_step_imports_only_the_steps_before_it() {
        ReadingOrder.under("io.rekindle.engine").check(PRODUCT);
    }

    @Test
    void a_step_that_imports_a_later_one_is_reported() {
        var violation = new ClassFileImporter().importPackages("io.rekindle.architecture.violation");

        var result = ReadingOrder.under("io.rekindle.architecture.violation").evaluate(violation);

        assertThat(result.hasViolation()).isTrue();
        assertThat(result.getFailureReport().getDetails()).isNotEmpty().allSatisfy(line -> assertThat(line)
                .contains("CustomerThatSends")
                .contains("SentTooEarly"));
    }

    @Test
    void the_engine_needs_no_framework() {
        noClasses()
                .that()
                .resideInAPackage("io.rekindle.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "java.sql..",
                        "javax.sql..",
                        "org.quartz..",
                        "jakarta.servlet..",
                        "java.net.http..")
                .check(PRODUCT);
    }

    @Test
    void channels_know_the_engine_and_nothing_else_of_ours() {
        noClasses()
                .that()
                .resideInAPackage("io.rekindle.channels..")
                .should()
                .dependOnClassesThat(OURS_OUTSIDE_ENGINE_AND_CHANNELS)
                .check(PRODUCT);
    }

    @Test
    void no_packages_import_one_another_in_a_circle() {
        slices().matching("io.rekindle.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(PRODUCT);
    }
}
