package io.attn4j.mechanism.centroid;

import io.attn4j.cpu.decode.DecodeRows;
import io.attn4j.cpu.decode.HeadCaches;
import io.attn4j.cpu.decode.PackedMatrix;
import io.attn4j.cpu.decode.RowArray;
import io.attn4j.cpu.decode.RowAttention;
import io.attn4j.cpu.decode.RowProduct;
import io.attn4j.cpu.decode.RowThreads;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.mechanism.DecodeSetup;
import io.attn4j.mechanism.Decoder;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.tensor.TensorType;

/**
 * The chunk that a token is in, with its keys and values, and the centroids of every finished one: c + m N / c places instead
 * of N. The centroids of a chunk are made when its last token has come.
 */
final class CentroidDecoder implements Decoder, RowThreads.Body {
    private final Request request;
    private final RowThreads threads;
    private final int chunk;
    private final int centroids;
    private final int heads;
    private final int width;
    private final int model;
    private final HeadCaches own;
    private final HeadCaches earlier;

    /** Tokens of each sequence's chunk. */
    private final RowArray[] tokens;

    private final RowAttention[] attention;
    private final RowProduct wq;
    private final RowProduct wk;
    private final RowProduct wv;
    private final RowProduct wo;
    private final RowArray queries;
    private final RowArray keys;
    private final RowArray values;
    private final RowArray attended;
    private final ChunkSummary summary;
    private final RowArray centroidKeys;
    private final RowArray centroidValues;

    /** Rows that attend now: one stretch of each run, within one chunk. */
    private final int[] wave;

    /** The next row of each run. */
    private final int[] next;

    private int waveCount;
    private DecodeRows rows;
    private RowArray q;
    private RowArray o;

    CentroidDecoder(Request request, DecodeSetup setup) {
        this.request = request;
        threads = setup.threads();
        CentroidOptions options = request.form(CentroidOptions.class);
        chunk = options.chunk();
        centroids = request.rank();
        heads = request.heads();
        width = request.keyDim();
        model = heads * width;
        int ownPlaces = Math.min(chunk, setup.positions());
        int chunks = setup.positions() / chunk;
        int earlierPlaces = Math.max(1, chunks * centroids);
        own = new HeadCaches(setup.sequences(), heads, ownPlaces, width, width);
        earlier = new HeadCaches(setup.sequences(), heads, earlierPlaces, width, width);
        tokens = new RowArray[setup.sequences()];
        for (int s = 0; s < tokens.length; s++) {
            tokens[s] = RowArray.of(ownPlaces, model);
        }
        attention = RowAttention.of(threads, ownPlaces + earlierPlaces, width, width);
        wq = product(setup, "wq");
        wk = product(setup, "wk");
        wv = product(setup, "wv");
        wo = product(setup, "wo");
        queries = RowArray.of(setup.rows(), model);
        keys = RowArray.of(setup.rows(), model);
        values = RowArray.of(setup.rows(), model);
        attended = RowArray.of(setup.rows(), model);
        summary = chunks == 0
                ? null
                : new ChunkSummary(
                        options, request, setup.floats("u"), setup.floats(CentroidMechanism.EPS), chunks, own, wq, wo);
        centroidKeys = RowArray.of(centroids, model);
        centroidValues = RowArray.of(centroids, model);
        wave = new int[setup.rows()];
        next = new int[setup.rows()];
    }

    private RowProduct product(DecodeSetup setup, String weight) {
        if (!request.has(weight)) {
            return null;
        }
        TensorType type = request.inputs().get(weight);
        PackedMatrix w = PackedMatrix.of(
                setup.weights().get(weight).segment(), (int) type.dimension(0), (int) type.dimension(1));
        return new RowProduct(threads, w, null, Activation.NONE);
    }

    /** {@code x w}, or x itself where the weight is not given. */
    private static RowArray projected(RowProduct w, RowArray x, int count, RowArray y) {
        if (w == null) {
            return x;
        }
        w.run(x, count, y);
        return y;
    }

    @Override
    public void run(DecodeRows newRows, Inputs in, RowArray outputs) {
        rows = newRows;
        o = wo == null ? outputs : attended;
        int count = rows.count();
        q = projected(wq, in.x(), count, queries);
        RowArray k = projected(wk, in.x(), count, keys);
        RowArray v = projected(wv, in.x(), count, values);
        for (int run = 0; run < rows.runs(); run++) {
            next[run] = rows.first(run);
        }
        while (stretch(in.x(), k, v)) {
            double places = Math.min(chunk, request.keys()) + rows.visible() / count * centroids / chunk;
            threads.run(4.0 * waveCount * places * model, waveCount * heads, this);
            for (int i = 0; i < waveCount; i++) {
                int r = wave[i];
                if (rows.position(r) % chunk == chunk - 1) {
                    summarise(rows.sequence(r), rows.position(r) / chunk);
                }
            }
        }
        if (wo != null) {
            wo.run(attended, count, outputs);
        }
    }

    /** Takes the rows of each run up to the end of a chunk into its caches; false when there are none left. */
    private boolean stretch(RowArray x, RowArray k, RowArray v) {
        waveCount = 0;
        for (int run = 0; run < rows.runs(); run++) {
            boolean ended = false;
            while (!ended && next[run] < rows.first(run + 1)) {
                int r = next[run]++;
                int place = rows.position(r) % chunk;
                int sequence = rows.sequence(r);
                own.put(sequence, place, k.data(), k.at(r), v.data(), v.at(r));
                System.arraycopy(x.data(), x.at(r), tokens[sequence].data(), tokens[sequence].at(place), model);
                wave[waveCount++] = r;
                ended = place == chunk - 1;
            }
        }
        return waveCount > 0;
    }

    @Override
    public void run(TileLoops loops, int worker, int task) {
        int r = wave[task / heads];
        int h = task % heads;
        int sequence = rows.sequence(r);
        int ownKeys = rows.position(r) % chunk + 1;
        int earlierKeys = rows.position(r) / chunk * centroids;
        RowAttention row = attention[worker];
        row.begin(q.data(), q.at(r) + h * width, request.scale(), null, 0);
        row.keys(loops, own.keys(sequence, h), ownKeys);
        row.keys(loops, earlier.keys(sequence, h), earlierKeys);
        row.softmax();
        row.values(loops, own.values(sequence, h), ownKeys);
        row.values(loops, earlier.values(sequence, h), earlierKeys);
        row.write(o.data(), o.at(r) + h * width, width);
    }

    /** Keys and values of the centroids of a sequence's chunk, which is complete. */
    private void summarise(int sequence, int number) {
        RowArray u = summary.centroids(threads, sequence, number, tokens[sequence]);
        RowArray k = projected(wk, u, centroids, centroidKeys);
        RowArray v = projected(wv, u, centroids, centroidValues);
        for (int j = 0; j < centroids; j++) {
            earlier.put(sequence, number * centroids + j, k.data(), k.at(j), v.data(), v.at(j));
        }
    }

    @Override
    public long cacheBytes() {
        long bytes = own.bytes() + earlier.bytes();
        for (RowArray each : tokens) {
            bytes += each.bytes();
        }
        return bytes;
    }
}
