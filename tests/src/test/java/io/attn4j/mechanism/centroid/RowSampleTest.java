package io.attn4j.mechanism.centroid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowSampleTest {

    @Test
    void rowsAreDistinctAndAllOfThemAreDrawnInTheEnd() {
        int[] drawn = RowSample.draw(7, 0, 50, 50);
        assertThat(Arrays.stream(drawn).sorted().toArray())
                .isEqualTo(IntStream.range(0, 50).toArray());
        assertThat(RowSample.draw(7, 0, 50, 20)).isEqualTo(Arrays.copyOf(drawn, 20));
    }

    @Test
    void fewerRowsThanCentroidsRepeatInOrder() {
        int[] drawn = RowSample.draw(7, 0, 3, 8);
        assertThat(Arrays.copyOf(drawn, 3)).containsExactlyInAnyOrder(0, 1, 2);
        for (int r = 3; r < 8; r++) {
            assertThat(drawn[r]).isEqualTo(drawn[r - 3]);
        }
    }

    @Test
    void seedsAndChunksDrawDifferently() {
        assertThat(RowSample.draw(7, 0, 50, 20)).isNotEqualTo(RowSample.draw(8, 0, 50, 20));
        assertThat(RowSample.draw(7, 0, 50, 20)).isNotEqualTo(RowSample.draw(7, 1, 50, 20));
    }

    @Test
    void everyRowIsDrawnAboutEquallyOften() {
        int[] count = new int[10];
        for (int seed = 0; seed < 3000; seed++) {
            for (int row : RowSample.draw(seed, 0, 10, 3)) {
                count[row]++;
            }
        }
        // 9000 draws: 900 each, standard deviation 25.
        for (int drawn : count) {
            assertThat(drawn).isBetween(775, 1025);
        }
    }

    /** Values worked out from the Javadoc by a program in another language. */
    @Test
    void drawsAreThoseThatTheDocumentationDefines() {
        assertThat(RowSample.draw(42, 0, 10, 4)).containsExactly(5, 2, 3, 1);
        assertThat(RowSample.draw(-1, 3, 1000, 4)).containsExactly(352, 485, 753, 75);
    }
}
