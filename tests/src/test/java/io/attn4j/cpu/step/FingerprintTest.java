package io.attn4j.cpu.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that weights undergo are seen, those among them that a sum or an exclusive or of words would miss. */
class FingerprintTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 17, 1000, 16_384, 40_001})
    void differsForDifferentContents(int count) {
        float[] content = new float[count];
        Random random = new Random(1);
        for (int i = 0; i < count; i++) {
            content[i] = (float) random.nextGaussian();
        }
        Set<Long> seen = new HashSet<>();
        try (WorkerPool one = new WorkerPool(1);
                WorkerPool three = new WorkerPool(3)) {
            Consumer<float[]> see = changed -> {
                long fingerprint = Fingerprint.of(MemorySegment.ofArray(changed), three);
                assertThat(fingerprint).isEqualTo(Fingerprint.of(MemorySegment.ofArray(changed.clone()), one));
                assertThat(seen.add(fingerprint)).isTrue();
            };
            see.accept(content);
            see.accept(negated(content, 0, count));
            see.accept(new float[count]);
            see.accept(negated(new float[count], 0, count));
            for (int i = 0; i < count; i += 1 + count / 50) {
                float[] changed = content.clone();
                changed[i] = Math.nextUp(changed[i]);
                see.accept(changed);
            }
            if (count > 8) {
                see.accept(negated(content, 1, 2));
                see.accept(negated(content, 1, 6));
                float[] swapped = content.clone();
                swapped[2] = content[6];
                swapped[6] = content[2];
                see.accept(swapped);
                see.accept(Arrays.copyOf(content, count - 1));
            }
        }
    }

    private static float[] negated(float[] content, int from, int to) {
        float[] negated = content.clone();
        for (int i = from; i < to; i++) {
            negated[i] = -negated[i];
        }
        return negated;
    }
}
