package io.attn4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimingTest {
    private static final TimingRules RULES = new TimingRules(30, 1_000_000, 1e9, 5, 60_000_000_000L);

    @Test
    void turnsAreTakenInRoundsWhoseOrderTurns() {
        List<String> order = new ArrayList<>();
        List<Timing.Outcome> outcomes =
                new Timing(RULES).of(List.of(() -> runs("a", order), () -> runs("b", order), () -> runs("c", order)));
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.failure()).isNull();
            assertThat(outcome.samples().count()).isGreaterThanOrEqualTo(30);
            assertThat(outcome.samples().converged()).isTrue();
        });
        assertThat(blocks(order)).startsWith("a", "b", "c", "a", "b", "c", "b", "c", "a", "c", "a", "b");
        int counted = outcomes.stream()
                .mapToInt(
                        outcome -> outcome.samples().count() + outcome.samples().warmups())
                .sum();
        assertThat(counted).as("executions that are samples or said not to be").isEqualTo(order.size());
    }

    @Test
    void firstExecutionOfABlockIsNotCounted() {
        List<String> order = new ArrayList<>();
        List<Timing.Outcome> outcomes = new Timing(RULES).of(List.of(() -> runs("a", order), () -> runs("b", order)));
        long turns = blocks(order).stream().filter("a"::equals).count();
        assertThat(turns).isGreaterThan(1);
        // the warm-up is a turn too
        assertThat(outcomes.getFirst().samples().warmups()).isGreaterThanOrEqualTo((int) turns - 1 + 5 - 1);
    }

    @Test
    void failureEndsOnePartOnly() {
        IllegalStateException broken = new IllegalStateException("broken");
        List<String> order = new ArrayList<>();
        List<Timing.Outcome> outcomes = new Timing(RULES)
                .of(List.of(
                        () -> {
                            if (runs("a", order) > 8) {
                                throw broken;
                            }
                        },
                        () -> runs("b", order)));
        assertThat(outcomes.getFirst().failure()).isSameAs(broken);
        assertThat(outcomes.getFirst().samples()).isNull();
        assertThat(outcomes.getLast().samples().count()).isGreaterThanOrEqualTo(30);
    }

    @Test
    void limitOfTimeIsEachOnesOwn() {
        TimingRules rules = new TimingRules(20, 1_000_000, 1e9, 1, 400_000_000);
        List<Timing.Outcome> outcomes = new Timing(rules)
                .of(List.of(() -> LockSupport.parkNanos(150_000_000), () -> LockSupport.parkNanos(100_000)));
        Samples slow = outcomes.getFirst().samples();
        assertThat(slow.count()).isBetween(1, 4);
        assertThat(slow.converged()).isFalse();
        assertThat(outcomes.getLast().samples().count()).isGreaterThanOrEqualTo(20);
    }

    @Test
    void nothingIsMeasuredWhileTheCompilerWorks() {
        TimingRules rules = new TimingRules(3, 1_000_000, 1e9, 1_000_000, 60_000_000_000L);
        long start = System.nanoTime();
        // it works for 350 ms, at half of a processor
        Timing timing = new Timing(rules, () -> Math.min(System.nanoTime() - start, 350_000_000) / 2);
        List<String> order = new ArrayList<>();
        Samples samples = timing.of(() -> runs("a", order));
        assertThat(System.nanoTime() - start).isGreaterThan(400_000_000L);
        assertThat(samples.warmups()).isGreaterThan(samples.count());

        // one that never rests costs the limit, and no more
        TimingRules limited = new TimingRules(3, 1_000_000, 1e9, 1_000_000, 300_000_000L);
        long again = System.nanoTime();
        assertThat(new Timing(limited, System::nanoTime)
                        .of(() -> runs("a", order))
                        .count())
                .isGreaterThanOrEqualTo(3);
        assertThat(System.nanoTime() - again).isBetween(300_000_000L, 2_000_000_000L);
    }

    @Test
    void timeOfTheCompilerGrowsWhileItWorks(@TempDir Path tasks) throws IOException {
        JitTime own = new JitTime();
        assertThat(own.soFarNs()).isGreaterThanOrEqualTo(0);

        thread(tasks, "1", "C2 CompilerThre", 30, 12);
        thread(tasks, "2", "C1 CompilerThre", 5, 0);
        thread(tasks, "3", "main", 100, 100);
        JitTime time = new JitTime(tasks);
        assertThat(time.soFarNs()).isEqualTo(470_000_000L);
        Files.delete(tasks.resolve("2/stat"));
        thread(tasks, "1", "C2 CompilerThre", 31, 12);
        assertThat(time.soFarNs()).as("one that has ended keeps its share").isEqualTo(480_000_000L);
        assertThat(new JitTime(tasks.resolve("none")).soFarNs())
                .as("without /proc")
                .isPositive();
    }

    private static void thread(Path tasks, String number, String name, long user, long system) throws IOException {
        Path folder = Files.createDirectories(tasks.resolve(number));
        Files.writeString(folder.resolve("comm"), name + "\n");
        Files.writeString(
                folder.resolve("stat"),
                number + " (" + name + ") R 1 1 1 0 -1 4194304 10 0 0 0 " + user + " " + system + " 0 0 20 0 1 0\n");
    }

    /** Notes who runs and takes a moment; how many have run so far. */
    private static int runs(String who, List<String> order) {
        order.add(who);
        LockSupport.parkNanos(50_000);
        return order.size();
    }

    /** The order without repetitions: who ran whole blocks after whom. */
    private static List<String> blocks(List<String> order) {
        List<String> blocks = new ArrayList<>();
        for (String who : order) {
            if (blocks.isEmpty() || !blocks.getLast().equals(who)) {
                blocks.add(who);
            }
        }
        return blocks;
    }
}
