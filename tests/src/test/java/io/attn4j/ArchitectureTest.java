package io.attn4j;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which package may know which. */
@AnalyzeClasses(
        packages = {"io.attn4j", "uk.ac.manchester.tornado.api"},
        importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    // These run on the portable runtime or on TornadoVM: outside they are found by name and used through
    // io.attn4j.graph,
    // so that both can live in one JVM.
    private static final String[] ON_EITHER_RUNTIME = {
        "io.attn4j.kernels..", "io.attn4j.portable..", "uk.ac.manchester.tornado.api.."
    };

    @ArchTest
    static final ArchRule nothingElseKnowsARuntime = noClasses()
            .that(not(resideInAnyPackage(ON_EITHER_RUNTIME)))
            .should()
            .dependOnClassesThat(resideInAnyPackage(ON_EITHER_RUNTIME));

    @ArchTest
    static final ArchRule plansKnowNothingElseOfOurs = classes()
            .that()
            .resideInAPackage("io.attn4j.plan..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.attn4j.plan..", "java..");

    @ArchTest
    static final ArchRule theInterfaceToBackendsKnowsPlansOnly = classes()
            .that()
            .resideInAPackage("io.attn4j.graph..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.attn4j.graph..", "io.attn4j.plan..", "java..");

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching("io.attn4j.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule thePortableApiKnowsNoKernels = noClasses()
            .that()
            .resideInAnyPackage("uk.ac.manchester.tornado.api..", "io.attn4j.portable..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.attn4j.kernels..", "io.attn4j.graph..", "io.attn4j.plan..");

    @ArchTest
    static final ArchRule theLibraryDoesNotKnowItsUsers = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.attn4j.cli..",
                    "io.attn4j.baseline..",
                    "io.attn4j.bench..",
                    "io.attn4j.bundle..",
                    "io.attn4j.dataset..",
                    "io.attn4j.doctor..",
                    "io.attn4j.tune..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.attn4j.cli..",
                    "io.attn4j.baseline..",
                    "io.attn4j.bench..",
                    "io.attn4j.bundle..",
                    "io.attn4j.dataset..",
                    "io.attn4j.doctor..",
                    "io.attn4j.tune..");

    @ArchTest
    static final ArchRule theLibraryDoesNotKnowTraining = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.attn4j.model..",
                    "io.attn4j.train..",
                    "io.attn4j.data..",
                    "io.attn4j.text..",
                    "io.attn4j.baseline..",
                    "io.attn4j.dataset..",
                    "io.attn4j.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.attn4j.model..", "io.attn4j.train..", "io.attn4j.data..", "io.attn4j.text..");

    @ArchTest
    static final ArchRule onlyTheCommandLineParsesArguments = noClasses()
            .that()
            .resideOutsideOfPackage("io.attn4j.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule mechanismsDoNotKnowEachOther =
            slices().matching("io.attn4j.mechanism.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule packagesSayWhatTheyAreFor = noClasses()
            .that()
            .resideInAPackage("io.attn4j..")
            .should()
            .resideInAnyPackage(
                    "..util..", "..utils..", "..common..", "..misc..", "..helper..", "..helpers..", "..manager..")
            .because("a name that fits everything says nothing");

    @ArchTest
    static void namesStandOnce(JavaClasses classes) {
        Map<String, Set<String>> packages = new TreeMap<>();
        for (JavaClass type : classes) {
            if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
                packages.computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>())
                        .add(type.getPackageName());
            }
        }
        packages.values().removeIf(homes -> homes.size() == 1);
        assertThat(packages).as("classes that share a name").isEmpty();
    }
}
