package io.attn4j.cpu.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.MatrixProduct;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every tile of every slab is computed once, whoever takes it. */
class PanelCutTest {
    @ParameterizedTest
    @CsvSource({
        // batch, heads, rows, depth, columns, whether all heads multiply the same x
        "1, 1, 1024, 512, 512, false",
        "1, 1, 128, 512, 512, false",
        "1, 1, 65, 2000, 5000, false",
        "3, 8, 100, 128, 64, false",
        "2, 8, 1000, 128, 64, true",
        "2, 5, 15, 70, 130, true",
        "1, 1, 1, 1, 1, false"
    })
    void coversEveryResultOnce(int batch, int heads, int rows, int depth, int columns, boolean shared) {
        View x = view("x", batch, shared ? 1 : heads, rows, depth);
        MatrixProduct step = MatrixProduct.of(
                "product",
                shared ? x.broadcastHeads(heads) : x,
                view("w", 1, heads, depth, columns).broadcastBatch(batch),
                view("y", batch, heads, rows, columns));
        MatrixProductOperands product = MatrixProductOperands.of(
                step, Map.of("x", MemorySegment.NULL, "w", MemorySegment.NULL, "y", MemorySegment.NULL));
        for (int threads : new int[] {1, 2, 3, 64}) {
            PanelCut cut = PanelCut.of(product, depth, threads);
            int tiles = Math.ceilDiv(rows, TileLoops.TILE);
            int[] times = new int[tiles * product.slabs()];
            UnitShares shares = new UnitShares(cut, threads);
            // the last thread does what the others have no time for
            shares.run(threads - 1, (unit, count) -> {
                assertThat(count).isBetween(1, PanelCut.MAX_TILES);
                assertThat(cut.slabs(unit)).isBetween(1, PanelCut.MAX_SLABS);
                int slab = cut.slab(unit);
                assertThat((slab + cut.slabs(unit) - 1) / product.sharing()).isEqualTo(slab / product.sharing());
                for (int i = 0; i < cut.slabs(unit); i++) {
                    for (int tile = 0; tile < count; tile++) {
                        times[(slab + i) * tiles + cut.tile(unit) + tile]++;
                    }
                }
            });
            assertThat(Arrays.stream(times).allMatch(n -> n == 1)).isTrue();
            shares.run(0, (unit, count) -> assertThat(unit).as("left").isNegative());
        }
    }

    private static View view(String name, int batch, int heads, int rows, int columns) {
        Buffer buffer = new Buffer(name, Buffer.Kind.INPUT, (long) batch * heads * rows * columns);
        return View.contiguous(buffer, batch, heads, rows, columns);
    }
}
