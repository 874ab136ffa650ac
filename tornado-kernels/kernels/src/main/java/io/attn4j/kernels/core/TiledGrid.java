package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.kernels.step.SplitRule;
import io.attn4j.plan.core.CoreAttention;
import java.util.stream.Stream;

/**
 * Tile, blocks of keys and groups of {@link FusedAttention#forwardTiled} for a step.
 *
 * <p>Sums over keys run block by block, and blocks of more keys than a stretch stretch by stretch, so that their error does
 * not grow with the number of keys; blocks are joined in ascending order. Where tiles of rows alone make too few groups for
 * the device ({@link SplitRule}), each block gets a group of its own, and {@link FusedAttention#forwardJoined} joins them in
 * the same order by the same operations: the result is the same bit by bit, whatever the device and however many batches or heads there are. Tile and blocks follow from queries, keys and
 * columns alone.
 *
 * @param dim columns that a tile holds
 * @param rows rows of a tile
 * @param keys keys of a tile
 * @param splits groups that share the keys of a tile of rows, 1 where one takes them all
 */
record TiledGrid(int dim, int rows, int keys, int splits) {
    /** Head dims that {@code forwardTiled}, whose work grows with its capacity, is compiled and exported for. */
    private static final int[] CAPACITIES = {16, 32, 64, 96, 128, 256};

    private static final int MOST_COLUMNS = CAPACITIES[CAPACITIES.length - 1];

    /** Fewest columns that keys pass a tile in at a time. */
    private static final int LEAST_CHUNK = 64;

    /** Groups of one head that the sizes of blocks aim at. */
    private static final int GROUPS_PER_HEAD = 64;

    /** With fewer groups of one head than this, tiles of fewer rows are used. */
    private static final int FEW_PER_HEAD = 32;

    /** Fewest keys of a block: joining costs as much as a few dozen keys. */
    private static final int LEAST_BLOCK = 128;

    /** Most keys of a block: few enough stretches for their sums, and few blocks of 131,072 keys, to run one after another. */
    private static final int MOST_BLOCK = 2048;

    /**
     * The grid for steps up to {@code capacity}.
     *
     * @throws IllegalArgumentException when the head dims are beyond its capacities, or the device-config names a tile that
     *     the kernel is not written for
     */
    static TiledGrid of(CoreAttention capacity, KernelChoice choice, GraphDevice device) {
        int factors = capacity.factors() == null ? 0 : capacity.factors().columns();
        int dim =
                capacity(capacity.a().columns() + factors, factors, capacity.w().columns());
        int queries = capacity.a().rows();
        int keyCount = capacity.b().rows();
        // kernels with dropout are exported for the usual tile alone
        int[] tile = capacity.seeds() == null ? tile(dim, queries, keyCount, choice) : tiles(dim)[0];
        requireTile(dim, tile[0], tile[1]);
        TiledGrid whole = new TiledGrid(dim, tile[0], tile[1], 1);
        long groups = (long) capacity.a().batch() * capacity.a().heads() * whole.rowTiles(queries);
        int blocks = whole.blocks(queries, keyCount);
        return SplitRule.splits(groups, blocks, device) ? new TiledGrid(dim, tile[0], tile[1], blocks) : whole;
    }

    /** Name of a constant that holds for one capacity alone: what fits one does not fit another. */
    static String atDim(int dim, String constant) {
        return "dim" + dim + "." + constant;
    }

    /** The head dims that {@code forwardTiled} is compiled and exported for, ascending. */
    static int[] capacities() {
        return CAPACITIES.clone();
    }

    /**
     * The (rows, keys) of tiles that {@code forwardTiled} is exported for at a head dim, all within 48 KiB: first the one
     * that is used where a device-config names none, then, for the usual head dims, one of fewer rows for short sequences.
     */
    static int[][] tiles(int dim) {
        return switch (dim) {
            case 16, 32 -> new int[][] {{64, 32}};
            case 64 -> new int[][] {{64, 32}, {32, 32}};
            case 96 -> new int[][] {{64, 16}};
            case 128 -> new int[][] {{64, 16}, {32, 32}};
            default -> new int[][] {{32, 8}};
        };
    }

    /** The tile for sequences of that length: the usual one, or that of short ones, each as named or by default. */
    private static int[] tile(int dim, int queries, int keyCount, KernelChoice choice) {
        int[][] exported = tiles(dim);
        int[] usual = {
            choice.constant(atDim(dim, "rows"), choice.constant("rows", exported[0][0])),
            choice.constant(atDim(dim, "keys"), choice.constant("keys", exported[0][1]))
        };
        boolean named = Stream.of("rows", "keys", atDim(dim, "rows"), atDim(dim, "keys"))
                .anyMatch(choice.constants()::containsKey);
        int[] otherwise = named ? usual : exported[exported.length - 1];
        int[] shorter = {
            choice.constant(atDim(dim, "short.rows"), otherwise[0]),
            choice.constant(atDim(dim, "short.keys"), otherwise[1])
        };
        TiledGrid grid = new TiledGrid(dim, usual[0], usual[1], 1);
        requireTile(dim, usual[0], usual[1]);
        boolean few = grid.rowTiles(queries) * grid.blocks(queries, keyCount) < FEW_PER_HEAD;
        return few ? shorter : usual;
    }

    private static void requireTile(int dim, int rows, int keys) {
        boolean rowsFit = rows == 16 || rows == 32 || rows == 64;
        boolean keysFit = keys == 8 || keys == 16 || keys == 32;
        if (!rowsFit || !keysFit || rows * keys < 256 || rows * dim < 512) {
            throw new IllegalArgumentException("tile of " + KernelRole.CORE + ": got " + rows + " rows and "
                    + keys
                    + " keys at head dim " + dim + "; needs 16, 32 or 64 rows, 8, 16 or 32 keys, 256 scores or more;"
                    + " try another device-config");
        }
    }

    /** Whether some capacity holds columns of that number. */
    static boolean fits(int keyColumns, int factorColumns, int valueColumns) {
        return columns(keyColumns, factorColumns, valueColumns) <= MOST_COLUMNS;
    }

    /**
     * Columns that a tile must hold at once. Keys at least twice as wide as the values' capacity pass in chunks of that,
     * which leaves no columns of the outputs unused; factors must stay in the queries' tile, with all columns.
     */
    private static int columns(int keyColumns, int factorColumns, int valueColumns) {
        int chunk = least(Math.max(valueColumns, LEAST_CHUNK));
        boolean chunks = factorColumns == 0 && (keyColumns >= 2 * chunk || keyColumns > MOST_COLUMNS);
        return chunks ? chunk : Math.max(keyColumns, valueColumns);
    }

    /** The least capacity for {@code columns}, or {@code columns} where there is none. */
    private static int least(int columns) {
        for (int capacity : CAPACITIES) {
            if (columns <= capacity) {
                return capacity;
            }
        }
        return columns;
    }

    /**
     * The least capacity for columns of that number.
     *
     * @throws IllegalArgumentException when there is none
     */
    static int capacity(int keyColumns, int factorColumns, int valueColumns) {
        int dim = least(columns(keyColumns, factorColumns, valueColumns));
        if (dim > MOST_COLUMNS) {
            throw new IllegalArgumentException(
                    "head dims: got " + keyColumns + " columns of keys (factors included) and "
                            + valueColumns + " of values; needs at most " + MOST_COLUMNS
                            + "; try --kernel naive or --engine cpu");
        }
        return dim;
    }

    /** Tiles of rows of one head. */
    int rowTiles(int queries) {
        return (queries + rows - 1) / rows;
    }

    /** Keys of a block, a multiple of the tile's. */
    int blockKeys(int queries, int keyCount) {
        int wanted = (GROUPS_PER_HEAD + rowTiles(queries) - 1) / rowTiles(queries);
        int size = Math.clamp((keyCount + wanted - 1) / wanted, LEAST_BLOCK, MOST_BLOCK);
        return (size + keys - 1) / keys * keys;
    }

    /** Blocks of keys. */
    int blocks(int queries, int keyCount) {
        int size = blockKeys(queries, keyCount);
        return (keyCount + size - 1) / size;
    }

    /** Whether a block has more keys than registers may sum alone: sums of its stretches then wait in memory. */
    boolean waits(int queries, int keyCount) {
        return Math.min(blockKeys(queries, keyCount), keyCount) > FusedAttention.STRETCH;
    }

    /** Elements of the sums that wait while groups take the keys of {@code core} in that many splits. */
    long waiting(CoreAttention core, int splits) {
        int queries = core.a().rows();
        long groups = (long) core.a().batch() * core.a().heads() * rowTiles(queries) * splits;
        return waits(queries, core.b().rows()) ? groups * rows * (dim + 1) : 0;
    }

    /** Rows of all heads and batches, once for each split. */
    long partialRows(CoreAttention core) {
        return (long) core.a().batch() * core.a().heads() * core.a().rows() * splits;
    }
}
