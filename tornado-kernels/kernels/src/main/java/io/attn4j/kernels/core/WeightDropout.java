package io.attn4j.kernels.core;

import io.attn4j.plan.row.DropoutBits;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * Dropout of weights in private memory, which the lanes kernels of the core inline: in a class of its own, so that no kernel
 * with local arrays passes arrays to a method of its own class.
 */
public final class WeightDropout {
    private WeightDropout() {}

    /**
     * Dropout of the weights of 16 rows, the lanes, and four keys. A row beyond the last repeats it.
     *
     * @param seeds [B,H,N,2] contiguous
     * @param scalars behind the scale and beta of each head: threshold and {@code 1 / (1 - p)}
     * @param firstOfAll number of the first row among those of all batches and heads
     */
    static void ofRows(
            FloatArray seeds,
            FloatArray scalars,
            int heads,
            int firstOfAll,
            int rows,
            int key,
            float[] s0,
            float[] s1,
            float[] s2,
            float[] s3) {
        int threshold = (int) scalars.get(1 + heads);
        float stays = scalars.get(2 + heads);
        for (int r = 0; r < 16; r++) {
            int of = 2 * (firstOfAll + TornadoMath.min(r, rows - 1));
            int first = (int) seeds.get(of);
            int second = (int) seeds.get(of + 1);
            s0[r] *= DropoutBits.keeps(key, first, second, threshold) == 1 ? stays : 0.0f;
            s1[r] *= DropoutBits.keeps(key + 1, first, second, threshold) == 1 ? stays : 0.0f;
            s2[r] *= DropoutBits.keeps(key + 2, first, second, threshold) == 1 ? stays : 0.0f;
            s3[r] *= DropoutBits.keeps(key + 3, first, second, threshold) == 1 ? stays : 0.0f;
        }
    }

    /** Dropout of the weights of four rows and 16 keys, the lanes; rows are counted as {@link #ofRows} does. */
    static void ofKeys(
            FloatArray seeds,
            FloatArray scalars,
            int heads,
            int firstOfHead,
            int row,
            int row1,
            int row2,
            int row3,
            int firstKey,
            float[] p0,
            float[] p1,
            float[] p2,
            float[] p3) {
        int threshold = (int) scalars.get(1 + heads);
        float stays = scalars.get(2 + heads);
        int a0 = (int) seeds.get(2 * (firstOfHead + row));
        int b0 = (int) seeds.get(2 * (firstOfHead + row) + 1);
        int a1 = (int) seeds.get(2 * (firstOfHead + row1));
        int b1 = (int) seeds.get(2 * (firstOfHead + row1) + 1);
        int a2 = (int) seeds.get(2 * (firstOfHead + row2));
        int b2 = (int) seeds.get(2 * (firstOfHead + row2) + 1);
        int a3 = (int) seeds.get(2 * (firstOfHead + row3));
        int b3 = (int) seeds.get(2 * (firstOfHead + row3) + 1);
        for (int l = 0; l < 16; l++) {
            p0[l] *= DropoutBits.keeps(firstKey + l, a0, b0, threshold) == 1 ? stays : 0.0f;
            p1[l] *= DropoutBits.keeps(firstKey + l, a1, b1, threshold) == 1 ? stays : 0.0f;
            p2[l] *= DropoutBits.keeps(firstKey + l, a2, b2, threshold) == 1 ? stays : 0.0f;
            p3[l] *= DropoutBits.keeps(firstKey + l, a3, b3, threshold) == 1 ? stays : 0.0f;
        }
    }
}
