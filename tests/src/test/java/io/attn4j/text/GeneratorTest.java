package io.attn4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.attn4j.error.InvalidInputException;
import io.attn4j.model.CausalForms;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.PlanSession;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts with caches and without, alone and together, up to the window and past it. */
class GeneratorTest {
    private static final Sampler WARM = new Sampler(1, 40, 0.95, 1.2, 5);

    /** Windows are 12 bytes: each text fills it. */
    private static final List<String> PROMPTS = List.of("a", "Some years ", "never mind", "Call");

    static Stream<CausalForms.Form> forms() {
        return CausalForms.all();
    }

    private static List<String> texts(
            Generator generator, List<String> prompts, Sampler sampler, int first, int count) {
        List<ByteArrayOutputStream> made = new ArrayList<>();
        List<Generator.Text> texts = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            made.add(out);
            texts.add(generator.text(
                    prompts.get(i).getBytes(StandardCharsets.UTF_8),
                    sampler.withSeed(sampler.seed() + first + i),
                    out::write));
        }
        List<Integer> ended = new ArrayList<>();
        generator.generate(texts, count, ended::add);
        assertThat(ended).hasSize(prompts.size()).doesNotHaveDuplicates();
        return made.stream()
                .map(out -> out.toString(StandardCharsets.ISO_8859_1))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void cachesChooseTheSameBytes(CausalForms.Form form) {
        LanguageModel model = new LanguageModel(form.model(256, false));
        try (PlanSession session = new PlanSession(1, model.start(8));
                CachedForward cached = new CachedForward(model, session::read, 2, 4, 99)) {
            for (Sampler sampler : List.of(Sampler.GREEDY, WARM)) {
                for (int slide : new int[] {1, 5, 11, 0}) {
                    Generator with = new Generator(model, cached).slide(slide);
                    Generator without = new Generator(model, new FullForward(model, session, 4)).slide(slide);
                    List<String> expected = texts(without, PROMPTS, sampler, 0, 20);
                    assertThat(texts(with, PROMPTS, sampler, 0, 20)).isEqualTo(expected);
                    for (int i = 0; i < PROMPTS.size(); i++) {
                        int length = PROMPTS.get(i).length();
                        assertThat(expected.get(i)).hasSize(slide == 0 ? 13 - length : 20);
                        assertThat(texts(with, PROMPTS.subList(i, i + 1), sampler, i, 20))
                                .containsExactly(expected.get(i));
                    }
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new Generator(model, session).generate("Call".getBytes(StandardCharsets.UTF_8), 20, WARM, out::write);
            Generator without = new Generator(model, new FullForward(model, session, 1));
            assertThat(texts(without, List.of("Call"), WARM, 0, 20))
                    .containsExactly(out.toString(StandardCharsets.ISO_8859_1));
        }
    }

    /** Past the first tokens of each form a token allocates nothing, chunks' ends included. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void aTokenAllocatesNothing(CausalForms.Form form) {
        LanguageModel model = new LanguageModel(form.model(256, false));
        ThreadMXBean beans = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (PlanSession session = new PlanSession(1, model.start(8));
                CachedForward cached = new CachedForward(model, session::read, 1, 2, 12)) {
            Draws draws = WARM.draws(256);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 20 && least > 0; round++) {
                long before = beans.getCurrentThreadAllocatedBytes();
                cached.restart(0);
                cached.restart(1);
                for (int i = 0; i < 12; i++) {
                    cached.take(0, i);
                    cached.take(1, 2 * i);
                    cached.run();
                    draws.meet(draws.draw(cached.logits(0), i));
                }
                least = Math.min(least, beans.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).isZero();
        }
    }

    @Test
    void refusesPromptsThatDoNotFit() {
        LanguageModel model =
                new LanguageModel(forms().findFirst().orElseThrow().model(100, false));
        try (PlanSession session = new PlanSession(1, model.start(8))) {
            Generator generator = new Generator(model, session);
            for (byte[] prompt : List.of(new byte[0], new byte[13], new byte[] {5, 100}, new byte[] {-1})) {
                assertThatThrownBy(() -> generator.check(prompt)).isInstanceOf(InvalidInputException.class);
            }
            for (int slide : new int[] {-1, 12}) {
                assertThatThrownBy(() -> generator.slide(slide)).isInstanceOf(InvalidInputException.class);
            }
        }
    }
}
